/* Writes down who speaks to a network, for tests: loaded before the C library (LD_PRELOAD), it sees what native code of any
   library does. Sockets that are files, and those to the kernel (netlink), are no network. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

static void told(const char *call, const char *what) {
    const char *path = getenv("EUCLES_NETWORK_LOG"), *test = getenv("PYTEST_CURRENT_TEST");
    char line[1024];
    int file, length;
    if (!path) return;
    length = snprintf(line, sizeof line, "%d native %s %s in %s\n", (int)getpid(), call, what, test ? test : "");
    if (length >= (int)sizeof line) length = (int)sizeof line - 1;
    file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (file < 0) return;
    if (write(file, line, (size_t)length) < 0) { /* nobody to tell */ }
    close(file);
}

static void address(const char *call, const struct sockaddr *to) {
    char family[32];
    if (!to || to->sa_family == AF_UNIX || to->sa_family == AF_NETLINK || to->sa_family == AF_UNSPEC) return;
    snprintf(family, sizeof family, "family %d", (int)to->sa_family);
    told(call, family);
}

int connect(int fd, const struct sockaddr *to, socklen_t length) {
    address("connect", to);
    return REAL(connect)(fd, to, length);
}

int bind(int fd, const struct sockaddr *to, socklen_t length) {
    address("bind", to);
    return REAL(bind)(fd, to, length);
}

ssize_t sendto(int fd, const void *content, size_t size, int flags, const struct sockaddr *to, socklen_t length) {
    address("sendto", to);
    return REAL(sendto)(fd, content, size, flags, to, length);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    if (message) address("sendmsg", (const struct sockaddr *)message->msg_name);
    return REAL(sendmsg)(fd, message, flags);
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    told("getaddrinfo", name ? name : "");
    return REAL(getaddrinfo)(name, service, hints, found);
}

struct hostent *gethostbyname(const char *name) {
    told("gethostbyname", name ? name : "");
    return REAL(gethostbyname)(name);
}
