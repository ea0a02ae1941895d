package io.serai.processors.directory.notices;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;

/** Posts JSON to a URL, at an address that somebody has looked at. */
interface Post {

    /**
     * The status of the answer.
     *
     * @param address to connect to; the URL's host is what the certificate must be for
     * @param head further header lines, each with its end
     */
    int status(URI url, InetAddress address, String head, byte[] body) throws IOException;
}
