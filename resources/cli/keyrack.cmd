@echo off
setlocal
set NODE_OPTIONS=
set NODE_PATH=
"%~dp0..\node\node.exe" "%~dp0..\lib\keyrack.js" %*
