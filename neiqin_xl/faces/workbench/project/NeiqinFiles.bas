Attribute VB_Name = "NeiqinFiles"
Option Explicit
' All that the workbench does with files: small ones, of ASCII text.

Public Sub WriteText(ByVal path As String, ByVal text As String)
    Dim channel As Integer
    channel = FreeFile
    Open path For Output As #channel
    Print #channel, text
    Close #channel
End Sub

Public Function ReadText(ByVal path As String) As String
    Dim channel As Integer
    Dim row As String
    channel = FreeFile
    Open path For Input As #channel
    Do While Not EOF(channel)
        Line Input #channel, row
        ReadText = ReadText & row & vbLf
    Loop
    Close #channel
End Function

Public Sub MoveFile(ByVal path As String, ByVal target As String)
    Name path As target
End Sub

Public Sub DropFile(ByVal path As String)
    On Error Resume Next
    Kill path
End Sub

Public Function FileLies(ByVal path As String) As Boolean
    On Error Resume Next
    FileLies = (Len(Dir$(path)) > 0)
End Function
