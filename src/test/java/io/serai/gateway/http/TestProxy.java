package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy for tunnels, by SOCKS5 (RFC 1928, with the user and password of RFC 1929) or HTTP's CONNECT (RFC 9110, 9.3.6), that asks for
 * credentials. It alone knows the addresses behind the names that it is asked for.
 */
final class TestProxy implements AutoCloseable {

    /** How a tunnel is asked for. */
    enum Protocol {
        SOCKS5,
        CONNECT
    }

    private static final int SOCKS_VERSION = 5;
    private static final int BY_PASSWORD = 2;
    private static final int DOMAIN_NAME = 3;

    private final Protocol protocol;
    private final String user;
    private final String password;
    private final Map<String, Integer> ports;
    private final ServerSocket server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param ports of this machine, by the {@code name:port} that the client asks for */
    TestProxy(Protocol protocol, String user, String password, Map<String, Integer> ports) throws IOException {
        this.protocol = protocol;
        this.user = user;
        this.password = password;
        this.ports = ports;
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What tunnels led to, or would have: {@code name:port}, without those whose credentials were refused. */
    List<String> asked() {
        return asked;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().name("proxied").start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed, at the end of the test.
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            String destination = protocol == Protocol.SOCKS5 ? socks(client, in) : connect(client, in);
            if (destination != null) {
                asked.add(destination);
                join(client, in, ports.getOrDefault(destination, 0));
            }
        } catch (IOException e) {
            // One of the two has gone.
        }
    }

    private String socks(Socket client, DataInputStream in) throws IOException {
        in.readUnsignedByte();
        in.readNBytes(in.readUnsignedByte());
        reply(client, SOCKS_VERSION, BY_PASSWORD);
        in.readUnsignedByte();
        String givenUser = text(in);
        String givenPassword = text(in);
        boolean known = givenUser.equals(user) && givenPassword.equals(password);
        reply(client, 1, known ? 0 : 1);
        if (!known) {
            return null;
        }
        in.readNBytes(3);
        int kind = in.readUnsignedByte();
        String host = kind == DOMAIN_NAME
                ? text(in)
                : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16)).getHostAddress();
        String destination = host + ":" + in.readUnsignedShort();
        boolean there = ports.containsKey(destination);
        reply(client, SOCKS_VERSION, there ? 0 : 4, 0, 1, 127, 0, 0, 1, 0, 0);
        return destination;
    }

    private String connect(Socket client, DataInputStream in) throws IOException {
        String line = line(in);
        boolean known = false;
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(ISO_8859_1));
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            known |= header.equalsIgnoreCase("proxy-authorization: Basic " + credentials);
        }
        String destination = line.split(" ")[1];
        String status = known ? ports.containsKey(destination) ? "200 Connected" : "502 Unknown" : "407 Who are you";
        client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
        return known ? destination : null;
    }

    private void join(Socket client, DataInputStream in, int port) throws IOException {
        if (port == 0) {
            return;
        }
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), port)) {
            open.add(upstream);
            Thread.ofVirtual().name("back").start(() -> {
                try {
                    upstream.getInputStream().transferTo(client.getOutputStream());
                    client.shutdownOutput();
                } catch (IOException e) {
                    // The client has gone.
                }
            });
            in.transferTo(upstream.getOutputStream());
        }
    }

    private static void reply(Socket client, int... bytes) throws IOException {
        byte[] reply = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reply[i] = (byte) bytes[i];
        }
        client.getOutputStream().write(reply);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the client has gone");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
