/** Whether a host is this machine by its name or address; an IPv6 address without brackets. */
export const isLoopback = (host: string): boolean => /^(?:localhost|(?:::ffff:)?127(?:\.\d{1,3}){3}|::1)$/i.test(host);
