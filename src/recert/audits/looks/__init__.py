"""Whether two pieces of evidence are one picture: proposed by what an index finds, decided by laying one on the other.

- `pages.pages(content, media_type)`: what is to be seen in a file, as pictures
- `fingerprint.fingerprint(picture)`: what to store: 512 bytes, and up to 64 rows to find it by
- `decide.decide(decide.view(a), decide.view(b), …)`: the verdict about two pictures, with its numbers

OpenCV is imported by the functions that need it, so that a process which only reads rows never loads it.
"""
