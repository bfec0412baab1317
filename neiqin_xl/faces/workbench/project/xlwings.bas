Attribute VB_Name = "xlwings"
Option Explicit
' RunPython of xlwings, cut down to what this workbook needs: Windows, a fixed interpreter, no library calls, no add-in,
' no settings from folders or sheets that others can write. Changed from xlwings.bas of version 0.37.8.
'
'xlwings is distributed under a BSD 3-clause license.
'
'Copyright (C) 2014-present, Zoomer Analytics LLC.
'All rights reserved.
'
'Redistribution and use in source and binary forms, with or without modification,
'are permitted provided that the following conditions are met:
'
'* Redistributions of source code must retain the above copyright notice, this
'  list of conditions and the following disclaimer.
'
'* Redistributions in binary form must reproduce the above copyright notice, this
'  list of conditions and the following disclaimer in the documentation and/or
'  other materials provided with the distribution.
'
'* Neither the name of the copyright holder nor the names of its
'  contributors may be used to endorse or promote products derived from
'  this software without specific prior written permission.
'
'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
'ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
'WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
'ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
'(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
'LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
'ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
'(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.


' 0 where Python ran to its end, another number where it could not be started. Cells never get into the command line:
' the command is a constant of the calling module, the interpreter is written by "neiqin workbench".
Public Function RunPython(ByVal PythonCommand As String) As Long
    Dim interpreter As String
    Dim shell As Object
    Dim command As String
    RunPython = -1
    interpreter = PythonInterpreter()
    If Len(interpreter) = 0 Then Exit Function
    On Error GoTo NotStarted
    Set shell = CreateObject("WScript.Shell")
    command = Quoted(interpreter) & " -B -P -c " & Quoted(PythonCommand) & _
           " --wb=" & Quoted(ThisWorkbook.Name) & " --from_xl=1" & _
           " --app=" & Quoted(Application.Path & "\" & Application.Name) & _
           " --hwnd=" & Quoted(CStr(Application.Hwnd))
    RunPython = shell.Run(command, 0, True)
    Exit Function
NotStarted:
    RunPython = -1
End Function

Private Function PythonInterpreter() As String
    Dim sheet As Object
    Dim row As Long
    Set sheet = ThisWorkbook.Worksheets("_neiqin")
    row = 1
    Do While Len(CStr(sheet.Cells(row, 1).Value)) > 0
        If CStr(sheet.Cells(row, 1).Value) = "INTERPRETER" Then
            PythonInterpreter = CStr(sheet.Cells(row, 2).Value)
            Exit Do
        End If
        row = row + 1
    Loop
End Function

Private Function Quoted(ByVal text As String) As String
    Quoted = Chr$(34) & text & Chr$(34)
End Function
