from stack.errands import main

main()
