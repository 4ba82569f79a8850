portNames=[1,"alpha","beta",7,"delta","delta"]
