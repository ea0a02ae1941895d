package io.serai.processors.directory.notices;

import io.serai.processors.directory.WebhookAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts JSON to one address and reads the first line of the answer, by HTTP/1.1 on a connection of its own. The JDK's clients look a name
 * up by themselves when they connect, so that the address that was vetted need not be the one they call; a socket goes where it is told.
 * Neither proxies nor redirects. Thread-safe.
 */
final class HttpPost implements Post {

    private static final int LONGEST_LINE = 512;

    private final Duration most;
    private final SSLSocketFactory tls;

    /** @param most how long all of it may take, roughly */
    HttpPost(Duration most) {
        this(most, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    HttpPost(Duration most, SSLSocketFactory tls) {
        this.most = most;
        this.tls = tls;
    }

    @Override
    public int status(URI url, InetAddress address, String head, byte[] body) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        try (Socket plain = new Socket(Proxy.NO_PROXY)) {
            plain.connect(new InetSocketAddress(address, WebhookAddress.port(url)), left(deadline));
            plain.setSoTimeout(left(deadline));
            try (Socket socket = "https".equalsIgnoreCase(url.getScheme()) ? secured(plain, url) : plain) {
                socket.getOutputStream().write(request(url, head, body));
                socket.getOutputStream().flush();
                return status(line(socket, deadline));
            }
        }
    }

    private SSLSocket secured(Socket plain, URI url) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, url.getHost(), WebhookAddress.port(url), true);
        SSLParameters parameters = socket.getSSLParameters();
        // Without this a socket takes any certificate that somebody trusted has signed, for whichever host.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(URI url, String head, byte[] body) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String port = url.getPort() > 0 ? ":" + url.getPort() : "";
        byte[] start = ("POST " + path + query + " HTTP/1.1\r\nhost: " + url.getHost() + port
                        + "\r\nuser-agent: serai\r\naccept: */*\r\nconnection: close\r\ncontent-type: application/json\r\n"
                        + "content-length: " + body.length + "\r\n" + head + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static String line(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && line.length() < LONGEST_LINE; next = in.read()) {
            line.append((char) next);
            // Who sends a byte now and then shall not hold us for ever.
            socket.setSoTimeout(left(deadline));
        }
        return line.toString();
    }

    private static int status(String line) throws IOException {
        String[] parts = line.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5]\\d\\d")) {
            throw new IOException("no HTTP/1.1");
        }
        return Integer.parseInt(parts[1]);
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) millis;
    }
}
