#!/usr/bin/perl
# Performs file system operations on the local file system, below the current directory, as various
# users. One operation a line on standard input, its words separated by tabs:
#   uid  gid,group...  operation  argument...
# For each a line on standard output: 0, or the error number. "dump" answers with the tree, one object
# a line, and a line with a dot.
use strict;
use warnings;
use Fcntl ':mode', qw(O_WRONLY O_RDONLY O_CREAT O_EXCL O_NONBLOCK);
use POSIX qw(mkfifo);

$| = 1;
umask 0;

# Perl's own unlink never asks the kernel about a directory.
my $unlinkat = { x86_64 => 263, aarch64 => 35 }->{ (POSIX::uname())[4] } // die 'unknown machine';
my $here = -100;    # AT_FDCWD

sub result { return $_[0] ? 0 : $! + 0; }

sub open_and {
  my ($path, $flags, $then) = @_;
  sysopen(my $file, $path, $flags | O_NONBLOCK) or return $! + 0;
  my $status = result($then->($file));
  close $file;
  return $status;
}

my %operations = (
  create => sub {
    sysopen(my $file, $_[0], O_WRONLY | O_CREAT | O_EXCL, $_[1]) or return $! + 0;
    close $file;
    return 0;
  },
  mkdir => sub { result(mkdir $_[0], $_[1]) },
  mkfifo => sub { result(mkfifo($_[0], $_[1])) },
  symlink => sub { result(symlink $_[1], $_[0]) },
  link => sub { result(link $_[0], $_[1]) },
  rename => sub { result(rename $_[0], $_[1]) },
  unlink => sub { my $path = $_[0]; result(syscall($unlinkat, $here, $path, 0) == 0) },
  rmdir => sub { result(rmdir $_[0]) },
  chmod => sub { result(chmod $_[1], $_[0]) },
  chown => sub { result(chown $_[1], $_[2], $_[0]) },
  truncate => sub { result(truncate $_[0], $_[1]) },
  write => sub { open_and($_[0], O_WRONLY, sub { defined syswrite($_[0], 'x' x 100) }) },
  read => sub { open_and($_[0], O_RDONLY, sub { defined sysread($_[0], my $bytes, 10) }) },
  list => sub { opendir(my $dir, $_[0]) or return $! + 0; closedir $dir; return 0; },
  touch => sub { result(utime undef, undef, $_[0]) },
  times => sub { result(utime $_[1], $_[1], $_[0]) },
  stat => sub { my @found = lstat $_[0]; result(scalar @found) },
);

sub dump_tree {
  my ($path) = @_;
  my @stat = lstat $path or die "lstat $path: $!";
  my ($mode, $links, $uid, $gid, $size) = @stat[2, 3, 4, 5, 7];
  $size = 0 if S_ISDIR($mode);
  printf "%s %o %d %d %d %d\n", $path, $mode, $links, $uid, $gid, $size;
  return unless S_ISDIR($mode);
  opendir(my $dir, $path) or die "opendir $path: $!";
  my @names = sort grep { !/^\.\.?$/ } readdir $dir;
  closedir $dir;
  dump_tree($path eq '.' ? $_ : "$path/$_") for @names;
}

while (my $line = <STDIN>) {
  chomp $line;
  if ($line eq 'dump') {
    dump_tree('.');
    print ".\n";
    next;
  }
  my ($uid, $groups, $operation, @arguments) = split /\t/, $line;
  $) = $groups;
  $> = $uid;
  die "cannot become $uid ($groups)" unless $> == $uid;
  my $status = $operations{$operation}->(@arguments);
  $> = 0;
  print "$status\n";
}
