"""A hundred questions in plain English about Python's standard library, and the modules that answer them.

Rules kept here: a question is asked as somebody would who does not know the library; a thing is called what everybody
calls it (JSON, a signal, a random element), also where a module is named after it. Any of the modules listed with a
question counts as an answer.
"""

from __future__ import annotations

from typing import Final

_TEXT: Final = """
how do I compress a file? | gzip bz2 lzma zlib zipfile tarfile
what is the best way to unpack a tar archive? | tarfile shutil
read the entries of a zip archive without extracting it | zipfile
parse a JSON document into Python objects | json
read rows from a comma separated values file | csv
how can I store settings in an ini file? | configparser
encode text in another character set | codecs
turn an object into bytes and load it again later | pickle marshal
a dictionary that is saved on disk between runs | shelve dbm
run SQL queries against a local database file | sqlite3
make a copy of nested lists that shares nothing with the original | copy
delete a directory with everything in it | shutil
copy a file and keep its modification time | shutil
list all files that match a wildcard pattern | glob fnmatch pathlib
work with file system paths in an object oriented way | pathlib
join two path components in a portable way | os.path pathlib
create a temporary file that disappears when closed | tempfile
find out whether two directories have the same content | filecmp
walk through a directory tree | os pathlib
guess the content type of a file from its extension | mimetypes
compute the sha256 checksum of some bytes | hashlib
sign a message with a secret key | hmac
make a password reset token that cannot be guessed | secrets
ask the user for a password without showing it on the screen | getpass
pick a random element from a list | random secrets
shuffle a list in place | random
generate a globally unique identifier | uuid
encode binary data as printable ascii text | base64 binascii quopri
escape special characters for use in an HTML page | html xml.sax.saxutils
parse HTML tags and attributes | html.parser
read an XML file as a tree of elements | xml.etree.ElementTree xml.dom.minidom xml.sax
quote special characters in a URL | urllib.parse
split a web address into host, path and query | urllib.parse
download a web page | urllib.request http.client
start a simple web server for static files | http.server wsgiref.simple_server
remember cookies between web requests | http.cookiejar http.cookies
may my crawler fetch this page according to robots.txt? | urllib.robotparser
send an e-mail through a mail server | smtplib
fetch messages from an IMAP mailbox | imaplib
build an email with an attachment | email.message email.mime.multipart
parse the date header of an e-mail | email.utils
upload files to an FTP server | ftplib
open a TCP connection to a host and port | socket asyncio
wrap a network connection in TLS encryption | ssl
is this IP address inside that network? | ipaddress
call a remote procedure over XML and HTTP | xmlrpc.client
write a server that handles each request in its own thread | socketserver xmlrpc.server http.server
run a shell command and capture its output | subprocess os
split a command line the way the shell does | shlex
parse command line options and show a help text | argparse getopt optparse
log messages with different severity levels | logging
rotate log files when they get too large | logging.handlers
run code in several threads at once | threading concurrent.futures concurrent.futures.thread
a pool of worker processes | multiprocessing.pool concurrent.futures multiprocessing.managers
share memory between processes | multiprocessing.shared_memory mmap multiprocessing.managers
pass items safely between producer and consumer threads | queue asyncio
wait for several coroutines to finish | asyncio
only one thread may enter this section at a time | threading asyncio
run a function later at a given time | sched threading asyncio
what happens when the program receives a signal such as Ctrl-C? | signal
run a function when the interpreter exits | atexit
measure how long a small piece of code takes | timeit time
which functions take most of the time in my program? | profile pstats trace
find out where memory is allocated | tracemalloc
print a stack trace of the current exception | traceback
step through a program with a debugger | pdb bdb
test that a function returns what I expect | unittest doctest
replace an object by a fake during a test | unittest.mock
run the examples in docstrings as tests | doctest
issue a deprecation message to users of my library | warnings
add and subtract dates and times | datetime
convert a time between time zones | zoneinfo datetime
print the days of a month as a table | calendar
pause the program for a few seconds | time asyncio
calculate with exact decimal numbers such as money | decimal
represent one third exactly as a ratio | fractions
median and standard deviation of some numbers | statistics
square root and logarithm | math cmath decimal
trigonometry with complex numbers | cmath
greatest common divisor of two integers | math
keep a list sorted while inserting elements | bisect
a priority queue that always gives the smallest item | heapq queue
count how often each element occurs | collections
a double ended queue with fast appends on both sides | collections
all combinations of the elements of a list | itertools
group consecutive items by a key | itertools
remember the results of an expensive function call | functools
fix some arguments of a function and get a new one | functools
create a class that only holds data fields | dataclasses
define a set of named constants | enum
write my own with statement | contextlib
declare that a subclass must implement a method | abc
find regular expression matches in a string | re
show the differences between two text files line by line | difflib
wrap long lines of text to a given width | textwrap
the official name of a unicode character | unicodedata
pretty print a nested data structure | pprint
translate the messages of a program to another language | gettext locale
find the source code of a function at run time | inspect linecache
order tasks so that each comes after the ones it depends on | graphlib
"""


def questions() -> list[tuple[str, frozenset[str]]]:
    """Return each question with the modules that answer it."""
    lines = [line.split(" | ") for line in _TEXT.strip().splitlines()]
    return [(question, frozenset(modules.split())) for question, modules in lines]
