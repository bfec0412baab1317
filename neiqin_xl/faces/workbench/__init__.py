"""The workbook with buttons, 内勤工作台.xlsm: what its buttons are, and how it is built without Excel."""
