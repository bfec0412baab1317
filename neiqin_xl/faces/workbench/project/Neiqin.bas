Attribute VB_Name = "Neiqin"
Option Explicit
' The buttons of the workbench. Pure ASCII: VBA keeps its source in an ANSI code page, so every text that a person reads
' stands in cells of the sheet "_neiqin" (column A the name, column B the value), and what goes through files is written
' as hexadecimal UTF-16.
'
' A button first asks Python through xlwings (MODE python or auto). Where that cannot be started - no Python, a virus
' scanner, WPS - it lays a request file that the watcher answers (MODE request or auto). Both carry one number, so that
' nothing is done twice.

Private Const SHEET_OF_TEXTS As String = "_neiqin"
Private Const ANSWER_FILES As Long = 8

Private busy As Boolean

Public Sub NeiqinTakeIn()
    Press "take_in"
End Sub

Public Sub NeiqinCheckSheet()
    Press "check_sheet"
End Sub

Public Sub NeiqinSubmitSheet()
    Press "submit_sheet"
End Sub

Public Sub NeiqinStatement()
    Press "statement"
End Sub

Public Sub NeiqinPdf()
    Press "pdf"
End Sub

Public Sub NeiqinSignOff()
    Press "sign_off"
End Sub

Public Sub NeiqinClaim()
    Press "claim"
End Sub

Public Sub NeiqinReconcile()
    Press "reconcile"
End Sub

Public Sub NeiqinDeliveryNote()
    Press "delivery_note"
End Sub

Public Sub NeiqinSummary()
    Press "summary"
End Sub

Public Sub NeiqinUndo()
    Press "undo"
End Sub

Public Sub NeiqinRefresh()
    Press "refresh"
End Sub

Public Sub NeiqinQuery()
    Press "query"
End Sub

Private Sub Press(ByVal action As String)
    Dim mode As String
    Dim number As String
    Dim happened As String
    If busy Then Exit Sub
    On Error GoTo Failed
    If Not Confirmed(action) Then Exit Sub
    busy = True
    mode = LCase$(Setting("MODE", "auto"))
    number = NewNumber()
    Remember "NUMBER", number
    Say Setting("TEXT_WORKING", "...")
    If mode = "request" Then
        AskWatcher action, number
    ElseIf RunPython("import neiqin_xl.faces.buttons as b; b.pressed('" & action & "')") <> 0 Then
        If mode = "python" Then
            Say Setting("TEXT_NO_PYTHON", "Python?")
        Else
            AskWatcher action, number
        End If
    End If
    busy = False
    Exit Sub
Failed:
    ' Kept before the next statement on errors forgets it.
    happened = Err.Number & " " & Err.Description
    busy = False
    On Error GoTo Broken
    Say Setting("TEXT_FAILED", "?") & " (" & happened & ")"
    Exit Sub
Broken:
    ' The cells that texts stand in are gone, and with them all Chinese.
    MsgBox "neiqin workbench: " & happened & " (neiqin -w FOLDER workbench FOLDER)", vbExclamation
End Sub

' Taking back a batch is asked about once, in words that stand beside the other texts.
Private Function Confirmed(ByVal action As String) As Boolean
    Dim question As String
    Confirmed = True
    question = Setting("ASK_" & UCase$(action), "")
    If Len(question) > 0 Then
        Confirmed = (MsgBox(question, vbYesNo + vbQuestion, Setting("TEXT_TITLE", "neiqin")) = vbYes)
    End If
End Function

' ---- the way through the watcher

Private Sub AskWatcher(ByVal action As String, ByVal number As String)
    Dim stem As String
    Dim needed As String
    needed = "," & Setting("NEEDS_PYTHON", "") & ","
    If InStr(1, needed, "," & action & ",") > 0 Then
        Say Setting("TEXT_NEEDS_PYTHON", "Python?")
        Exit Sub
    End If
    stem = Setting("REQUESTS", ThisWorkbook.Path) & Application.PathSeparator & number & "-" & action
    On Error GoTo NoFolder
    WriteText stem & ".req.tmp", Request(action, number)
    MoveFile stem & ".req.tmp", stem & ".req"
    On Error GoTo 0
    If AnswerCame(stem & ".ans") Then
        ShowAnswer ReadText(stem & ".ans")
        DropFile stem & ".ans"
    ElseIf FileLies(stem & ".req") Then
        ' Nobody took it: nobody shall do it later, when nobody expects it any more.
        DropFile stem & ".req"
        Say Setting("TEXT_NO_WATCHER", "watcher?")
    Else
        Say Setting("TEXT_TAKES_LONG", "...")
    End If
    Exit Sub
NoFolder:
    Say Setting("TEXT_NO_FOLDER", "folder?")
End Sub

Private Function Request(ByVal action As String, ByVal number As String) As String
    Request = "format=1" & vbCrLf & "action=" & action & vbCrLf & "number=" & number & vbCrLf & _
              "period=" & Hexed(Setting("PERIOD_NOW", "")) & vbCrLf & _
              "customer=" & Hexed(Setting("CUSTOMER_NOW", "")) & vbCrLf & _
              "book=" & Hexed(ThisWorkbook.Name)
End Function

Private Function AnswerCame(ByVal path As String) As Boolean
    Dim since As Date
    Dim seconds As Long
    seconds = CLng(Val(Setting("WAIT_SECONDS", "30")))
    since = Now
    Do
        AnswerCame = FileLies(path)
        If AnswerCame Or (Now - since) * 86400 > seconds Then Exit Do
        PauseBriefly
    Loop
End Function

Private Sub PauseBriefly()
    On Error Resume Next
    DoEvents
    Application.Wait Now + TimeSerial(0, 0, 1)
End Sub

Private Sub ShowAnswer(ByVal answer As String)
    Dim entry As Variant
    Dim at As Long
    Dim row As Long
    ClearFiles
    For Each entry In Split(Replace(answer, vbCr, ""), vbLf)
        at = InStr(1, entry, "=")
        If at > 0 Then
            Select Case Left$(entry, at - 1)
                Case "text"
                    Say Unhexed(Mid$(entry, at + 1))
                Case "file"
                    If row < ANSWER_FILES Then
                        ShowFile row, FullPath(Unhexed(Mid$(entry, at + 1)))
                        row = row + 1
                    End If
            End Select
        End If
    Next entry
End Sub

Private Sub ClearFiles()
    Dim first As Range
    Set first = Place("FILES")
    On Error Resume Next
    first.Resize(ANSWER_FILES, 1).Hyperlinks.Delete
    first.Resize(ANSWER_FILES, 1).ClearContents
End Sub

' The watcher names files from the workspace on, which each computer may see elsewhere.
Private Function FullPath(ByVal path As String) As String
    FullPath = path
    If Left$(path, 1) = "/" Or Left$(path, 1) = "\" Or Mid$(path, 2, 1) = ":" Then Exit Function
    FullPath = Setting("WORKSPACE", ThisWorkbook.Path) & Application.PathSeparator & path
End Function

Private Sub ShowFile(ByVal row As Long, ByVal path As String)
    Dim cell As Range
    Set cell = Place("FILES").Offset(row, 0)
    cell.NumberFormat = "@"
    cell.Value = path
    On Error Resume Next
    cell.Worksheet.Hyperlinks.Add cell, path
End Sub

' ---- what stands in the workbook

Private Sub Say(ByVal text As String)
    ' No text shall become a formula.
    If Len(text) > 0 And InStr(1, "=+-@", Left$(text, 1)) > 0 Then text = " " & text
    Place("STATUS").Value = text
End Sub

Private Function Place(ByVal name As String) As Range
    Set Place = FirstSheet().Range(Setting("CELL_" & name, "A1"))
End Function

' The sheet of the buttons by its code name, which stays while people rename sheets and put others before it.
Private Function FirstSheet() As Object
    Dim sheet As Object
    Set FirstSheet = ThisWorkbook.Worksheets(1)
    On Error Resume Next
    For Each sheet In ThisWorkbook.Worksheets
        If sheet.CodeName = "Sheet1" Then Set FirstSheet = sheet
    Next sheet
End Function

Private Function Setting(ByVal name As String, ByVal otherwise As String) As String
    Dim sheet As Object
    Dim row As Long
    Dim found As String
    Setting = otherwise
    Set sheet = ThisWorkbook.Worksheets(SHEET_OF_TEXTS)
    row = 1
    Do While Len(CStr(sheet.Cells(row, 1).Value)) > 0
        If CStr(sheet.Cells(row, 1).Value) = name Then
            found = CStr(sheet.Cells(row, 2).Value)
            If Len(found) > 0 Then Setting = found
            Exit Do
        End If
        row = row + 1
    Loop
End Function

Private Sub Remember(ByVal name As String, ByVal value As String)
    Dim sheet As Object
    Dim row As Long
    Set sheet = ThisWorkbook.Worksheets(SHEET_OF_TEXTS)
    row = 1
    Do While Len(CStr(sheet.Cells(row, 1).Value)) > 0
        If CStr(sheet.Cells(row, 1).Value) = name Then
            sheet.Cells(row, 2).Value = value
            Exit Do
        End If
        row = row + 1
    Loop
End Sub

' ---- numbers and texts

' Year to second and five digits of chance: not through Format$, whose "nn" not every Basic knows.
Private Function NewNumber() As String
    Dim moment As Date
    moment = Now
    Randomize
    NewNumber = Digits(Year(moment), 4) & Digits(Month(moment), 2) & Digits(Day(moment), 2) & "-" & _
                Digits(Hour(moment), 2) & Digits(Minute(moment), 2) & Digits(Second(moment), 2) & "-" & _
                Digits(Int(Rnd * 100000), 5)
End Function

Private Function Digits(ByVal number As Long, ByVal wide As Long) As String
    Digits = Right$("00000" & CStr(number), wide)
End Function

Private Function Hexed(ByVal text As String) As String
    Dim at As Long
    For at = 1 To Len(text)
        Hexed = Hexed & Right$("000" & Hex$(AscW(Mid$(text, at, 1)) And &HFFFF&), 4)
    Next at
End Function

Private Function Unhexed(ByVal code As String) As String
    Dim at As Long
    For at = 1 To Len(code) - 3 Step 4
        Unhexed = Unhexed & ChrW$(CLng("&H" & Mid$(code, at, 4)))
    Next at
End Function
