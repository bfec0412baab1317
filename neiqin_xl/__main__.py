"""`python -m neiqin_xl`: the command line where the folder of scripts is not on the path."""

from neiqin_xl.faces.cli import main

if __name__ == "__main__":
    main()
