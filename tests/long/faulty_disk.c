/* A disk that fails or forgets, for tests: loaded before the C library (LD_PRELOAD), it takes over the calls that change
   files below one folder. It counts them and lets the n-th fail, once or from then on; and it keeps a copy of each file as
   it was when it was flushed last, which is what a power cut would leave for certain. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char root[PATH_MAX], shadow[PATH_MAX];
static long counted, failing_at, killing_at, error_number;
static int for_ever;
static __thread int inside;

void disk_watch(const char *folder, const char *shadow_folder) {
    strncpy(root, folder, sizeof root - 1);
    strncpy(shadow, shadow_folder ? shadow_folder : "", sizeof shadow - 1);
    counted = 0;
}

void disk_fail(long nth, int error, int lasting) {
    counted = 0;
    failing_at = nth;
    error_number = error;
    for_ever = lasting;
}

/* The process is killed just before its n-th call that changes the disk. */
void disk_kill(long nth) {
    counted = 0;
    killing_at = nth;
}

long disk_count(void) { return counted; }

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static int watched(const char *path) {
    size_t length = strlen(root);
    return length && path && !strncmp(path, root, length);
}

static int watched_file(int fd, char *path) {
    char link[64];
    ssize_t length;
    if (!root[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return watched(path) && !strstr(path, "-shm") && !strstr(path, "/lock");
}

static int fails(void) {
    counted++;
    if (counted == killing_at) kill(getpid(), SIGKILL);
    if (!failing_at) return 0;
    if (counted == failing_at || (for_ever && counted > failing_at)) {
        errno = (int)error_number;
        return 1;
    }
    return 0;
}

/* What a power cut leaves for certain: a file as it was when it was flushed last, under its number. */
static void keep(int fd) {
    char path[PATH_MAX], kept[PATH_MAX], buffer[65536];
    struct stat found;
    ssize_t length;
    off_t at = 0;
    int copy, source, whole = 1;
    if (!shadow[0] || fstat(fd, &found) || !S_ISREG(found.st_mode)) return;
    snprintf(kept, sizeof kept, "%s/%llu", shadow, (unsigned long long)found.st_ino);
    snprintf(path, sizeof path, "%s.%lx", kept, (unsigned long)pthread_self()); /* whole, or not yet: the kill may come here */
    copy = REAL(open)(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (copy < 0) return;
    snprintf(buffer, 64, "/proc/self/fd/%d", fd); /* what is open for writing only cannot be read itself */
    source = REAL(open)(buffer, O_RDONLY);
    while (source >= 0 && (length = REAL(pread)(source, buffer, sizeof buffer, at)) > 0) {
        if (REAL(write)(copy, buffer, (size_t)length) != length) {
            whole = 0;
            break;
        }
        at += length;
    }
    if (source >= 0) close(source);
    close(copy);
    if (whole) REAL(rename)(path, kept);
}

/* A name that goes: what was kept of its file must not be taken for that of a later file with the same number. */
static void forget(int folder, const char *name) {
    char path[PATH_MAX];
    struct stat found;
    if (!shadow[0] || inside || fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) || found.st_nlink > 1) return;
    snprintf(path, sizeof path, "%s/%llu", shadow, (unsigned long long)found.st_ino);
    inside = 1;
    REAL(unlink)(path);
    inside = 0;
}

int unlink(const char *path) {
    if (watched(path)) forget(AT_FDCWD, path);
    return REAL(unlink)(path);
}

int unlinkat(int folder, const char *path, int flags) {
    forget(folder, path);
    return REAL(unlinkat)(folder, path, flags);
}

#define GUARDED(call)                                   \
    char path[PATH_MAX];                                \
    if (!inside && watched_file(fd, path)) {            \
        inside = 1;                                     \
        int bad = fails();                              \
        inside = 0;                                     \
        if (bad) return -1;                             \
    }                                                   \
    return call

ssize_t write(int fd, const void *buffer, size_t size) { GUARDED(REAL(write)(fd, buffer, size)); }
ssize_t pwrite(int fd, const void *buffer, size_t size, off_t at) { GUARDED(REAL(pwrite)(fd, buffer, size, at)); }
ssize_t pwrite64(int fd, const void *buffer, size_t size, off64_t at) { GUARDED(REAL(pwrite64)(fd, buffer, size, at)); }
ssize_t writev(int fd, const struct iovec *parts, int count) { GUARDED(REAL(writev)(fd, parts, count)); }
int ftruncate(int fd, off_t size) { GUARDED(REAL(ftruncate)(fd, size)); }
int ftruncate64(int fd, off64_t size) { GUARDED(REAL(ftruncate64)(fd, size)); }

static int flushed(int fd, int (*real)(int)) {
    char path[PATH_MAX];
    int done;
    if (inside || !watched_file(fd, path)) return real(fd);
    inside = 1;
    if (fails()) {
        inside = 0;
        return -1;
    }
    done = real(fd);
    if (!done) keep(fd);
    inside = 0;
    return done;
}

int fsync(int fd) { return flushed(fd, REAL(fsync)); }
int fdatasync(int fd) { return flushed(fd, REAL(fdatasync)); }

static int guarded_name(const char *path) {
    int bad = 0;
    if (!inside && watched(path)) {
        inside = 1;
        bad = fails();
        inside = 0;
    }
    return bad;
}

int rename(const char *from, const char *to) {
    if (guarded_name(to)) return -1;
    if (watched(to)) forget(AT_FDCWD, to);
    return REAL(rename)(from, to);
}
int renameat(int a, const char *from, int b, const char *to) {
    if (guarded_name(to)) return -1;
    forget(b, to);
    return REAL(renameat)(a, from, b, to);
}
int mkdir(const char *path, mode_t mode) { return guarded_name(path) ? -1 : REAL(mkdir)(path, mode); }
int link(const char *from, const char *to) { return guarded_name(to) ? -1 : REAL(link)(from, to); }
int linkat(int a, const char *from, int b, const char *to, int flags) {
    return guarded_name(to) ? -1 : REAL(linkat)(a, from, b, to, flags);
}

#define OPENING(name)                                                                       \
    int name(const char *path, int flags, ...) {                                            \
        mode_t mode = 0;                                                                    \
        if (flags & O_CREAT) {                                                              \
            va_list rest;                                                                   \
            va_start(rest, flags);                                                          \
            mode = (mode_t)va_arg(rest, int);                                               \
            va_end(rest);                                                                   \
        }                                                                                   \
        if ((flags & (O_WRONLY | O_RDWR)) && !strstr(path, "-shm") && !strstr(path, "/lock") \
            && guarded_name(path))                                                          \
            return -1;                                                                      \
        return REAL(name)(path, flags, mode);                                               \
    }
OPENING(open)
OPENING(open64)
