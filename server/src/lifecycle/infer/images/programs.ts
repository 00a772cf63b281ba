/** All programs that small images come with: of any other it is known that it is not there. */

const listed = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')));

const without = (programs: ReadonlySet<string>, ...names: readonly string[]): ReadonlySet<string> =>
  new Set([...programs].filter((name) => !names.includes(name)));

/** Of `busybox`: the applets of its default configuration (1.36, `busybox --list`). */
export const BUSYBOX_PROGRAMS = listed(
  '[ [[ acpid add-shell addgroup adduser adjtimex arch arp arping ascii ash awk base32 base64 basename bc beep',
  'blkdiscard blkid blockdev bootchartd brctl bunzip2 bzcat bzip2 cal cat chat chattr chgrp chmod chown chpasswd',
  'chpst chroot chrt chvt cksum clear cmp comm conspy cp cpio crc32 crond crontab cryptpw cttyhack cut date dc dd',
  'deallocvt delgroup deluser depmod devmem df dhcprelay diff dirname dmesg dnsd dnsdomainname dos2unix dpkg',
  'dpkg-deb du dumpkmap dumpleases echo ed egrep eject env envdir envuidgid ether-wake expand expr factor',
  'fakeidentd fallocate false fatattr fbset fbsplash fdflush fdformat fdisk fgconsole fgrep find findfs flock',
  'fold free freeramdisk fsck fsck.minix fsfreeze fstrim fsync ftpd ftpget ftpput fuser getopt getty grep groups',
  'gunzip gzip halt hd hdparm head hexdump hexedit hostid hostname httpd hush hwclock i2cdetect i2cdump i2cget',
  'i2cset i2ctransfer id ifconfig ifdown ifenslave ifplugd ifup inetd init insmod install ionice iostat ip ipaddr',
  'ipcalc ipcrm ipcs iplink ipneigh iproute iprule iptunnel kbd_mode kill killall killall5 klogd last less link',
  'linux32 linux64 linuxrc ln loadfont loadkmap logger login logname logread losetup lpd lpq lpr ls lsattr lsmod',
  'lsof lspci lsscsi lsusb lzcat lzma lzop makedevs makemime man md5sum mdev mesg microcom mim mkdir mkdosfs',
  'mke2fs mkfifo mkfs.ext2 mkfs.minix mkfs.vfat mknod mkpasswd mkswap mktemp modinfo modprobe more mount',
  'mountpoint mpstat mt mv nameif nanddump nandwrite nbd-client nc netstat nice nl nmeter nohup nologin nproc',
  'nsenter nslookup ntpd od openvt partprobe passwd paste patch pgrep pidof ping ping6 pipe_progress pivot_root',
  'pkill pmap popmaildir poweroff powertop printenv printf ps pscan pstree pwd pwdx raidautorun rdate rdev',
  'readahead readlink readprofile realpath reboot reformime remove-shell renice reset resize resume rev rm rmdir',
  'rmmod route rpm rpm2cpio rtcwake run-init run-parts runlevel runsv runsvdir rx script scriptreplay sed seedrng',
  'sendmail seq setarch setconsole setfattr setfont setkeycodes setlogcons setpriv setserial setsid setuidgid sh',
  'sha1sum sha256sum sha3sum sha512sum showkey shred shuf slattach sleep smemcap softlimit sort split ssl_client',
  'start-stop-daemon stat strings stty su sulogin sum sv svc svlogd svok swapoff swapon switch_root sync sysctl',
  'syslogd tac tail tar taskset tc tcpsvd tee telnet telnetd test tftp tftpd time timeout top touch tr traceroute',
  'traceroute6 tree true truncate ts tsort tty ttysize tunctl ubiattach ubidetach ubimkvol ubirename ubirmvol',
  'ubirsvol ubiupdatevol udhcpc udhcpc6 udhcpd udpsvd uevent umount uname unexpand uniq unix2dos unlink unlzma',
  'unshare unxz unzip uptime users usleep uudecode uuencode vconfig vi vlock volname w wall watch watchdog wc',
  'wget which who whoami whois xargs xxd xz xzcat yes zcat zcip busybox getconf',
);

/** Of `alpine`: busybox without its servers, `apk` and a few tools of musl. */
export const ALPINE_PROGRAMS = listed(
  ...without(
    BUSYBOX_PROGRAMS,
    ...['bootchartd', 'dnsd', 'dpkg', 'dpkg-deb', 'fakeidentd', 'ftpd', 'ftpget', 'ftpput', 'httpd', 'hush', 'inetd'],
    ...[
      'lpd',
      'lpq',
      'lpr',
      'rpm',
      'rpm2cpio',
      'runsv',
      'runsvdir',
      'sv',
      'svc',
      'svlogd',
      'svok',
      'telnet',
      'telnetd',
    ],
    ...['tftp', 'tftpd', 'ts', 'udhcpd', 'whois'],
  ),
  'apk getconf getent iconv ldconfig ldd locale scanelf',
);

/** Of the `bash` image, which is an Alpine. */
export const BASH_PROGRAMS = listed(...ALPINE_PROGRAMS, 'bash');

/** Of `debian`: its essential packages, `apt`, and what is of the same priority (Debian 12, `dpkg -L`). */
export const DEBIAN_PROGRAMS = listed(
  '[ add-shell addgroup addpart adduser agetty apt apt-cache apt-cdrom apt-config apt-get apt-key apt-mark arch',
  'awk b2sum base32 base64 basename basenc bash bashbug blkdiscard blkid blkzone blockdev captoinfo cat chage',
  'chcon chcpu chfn chgpasswd chgrp chmem chmod choom chown chpasswd chroot chrt chsh cksum clear clear_console',
  'cmp comm cp cpgr cppw csplit ctrlaltdel cut dash date dd deb-systemd-helper deb-systemd-invoke debconf',
  'debconf-apt-progress debconf-communicate debconf-copydb debconf-escape debconf-set-selections debconf-show',
  'delgroup delpart deluser df diff diff3 dir dircolors dirname dmesg dnsdomainname domainname dpkg dpkg-deb',
  'dpkg-divert dpkg-fsys-usrunmess dpkg-maintscript-helper dpkg-preconfigure dpkg-query dpkg-realpath',
  'dpkg-reconfigure dpkg-split dpkg-statoverride dpkg-trigger du echo egrep env expand expiry expr factor faillog',
  'fallocate false fgrep fincore find findfs findmnt flock fmt fold fsck fsck.cramfs fsck.minix fsfreeze',
  'fstab-decode fstrim getconf getent getopt getty gpasswd gpgv grep groupadd groupdel groupmems groupmod groups',
  'grpck grpconv grpunconv gunzip gzexe gzip hardlink head hostid hostname hwclock i386 iconv iconvconfig id',
  'infocmp infotocap install installkernel invoke-rc.d ionice ipcmk ipcrm ipcs ischroot isosize join killall5',
  'last lastb lastlog ld.so ldattach ldconfig ldd link linux32 linux64 ln locale localedef logger login logname',
  'logsave losetup ls lsblk lscpu lsfd lsipc lsirq lslocks lslogins lsmem lsns mawk mcookie md5sum',
  'md5sum.textutils mesg mkdir mkfifo mkfs mkfs.bfs mkfs.cramfs mkfs.minix mknod mkswap mktemp more mount',
  'mountpoint mv namei nawk newgrp newusers nice nisdomainname nl nohup nologin nproc nsenter numfmt od partx',
  'passwd paste pathchk perl pidof pinky pivot_root pldd pr printenv printf prlimit ptx pwck pwconv pwd pwunconv',
  'rbash readlink readprofile realpath remove-shell rename.ul renice reset resizepart rev rgrep rm rmdir rmt-tar',
  'rtcwake run-parts runcon runuser savelog script scriptlive scriptreplay sdiff sed seq service setarch setpriv',
  'setsid setterm sg sh sha1sum sha224sum sha256sum sha384sum sha512sum shadowconfig shred shuf sleep sort split',
  'start-stop-daemon stat stdbuf stty su sulogin sum swaplabel swapoff swapon switch_root sync tabs tac tail tar',
  'tarcat taskset tee tempfile test tic timeout toe touch tput tr true truncate tset tsort tty tzselect uclampset',
  'umount uname uncompress unexpand uniq unlink unshare update-alternatives update-passwd update-rc.d',
  'update-shells useradd userdel usermod users utmpdump vdir vigr vipw wall wc wdctl whereis which who whoami',
  'wipefs x86_64 xargs yes ypdomainname zcat zcmp zdiff zdump zegrep zfgrep zforce zgrep zic zless zmore znew',
  'zramctl',
);

/** Of `ubuntu`, which has procps besides. */
export const UBUNTU_PROGRAMS = listed(
  ...DEBIAN_PROGRAMS,
  'free kill pgrep pidwait pkill pmap ps pwdx skill slabtop snice sysctl tload top uptime vmstat w watch',
);
