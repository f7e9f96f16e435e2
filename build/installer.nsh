; The vault is the user's: it stays, and the uninstaller says where.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    MessageBox MB_OK|MB_ICONINFORMATION "Keyrack is removed. Your vault is left where it is ($LOCALAPPDATA\Keyrack, or KEYRACK_HOME): delete it yourself if you no longer need the keys." /SD IDOK
  ${endIf}
!macroend
