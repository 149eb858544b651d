"""What is written in a piece of evidence, and whether that is what was typed.

- `read.read(pictures)`: the lines that are written in pictures, read by a child process
- `names.name_shown`, `titles.title_shown`, `dates.dates_shown`, `registered.only_registered`: what the lines say
- `proposal.proposal`: what a form can be filled in with
- `compare.one_certificate`, `compare.marks`: whether two readings are of one certificate; by what to find its copies

The recognizer comes with its models in its package, and is never let onto the network. No process but the child loads
it. Whatever is not certain is `unsure`: a machine's reading never decides against anybody alone.
"""
