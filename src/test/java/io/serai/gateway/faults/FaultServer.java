package io.serai.gateway.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * Providers that do, byte for byte, what a table says for each of their models. The first segment of a path is the provider's name; what
 * a provider is not told otherwise, it answers well. A connection serves one request, and is closed by whoever wants to first.
 */
final class FaultServer implements AutoCloseable {

    private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]+)\"");
    private static final int BACKLOG = 1024;

    /** What happens once a request has come. */
    @FunctionalInterface
    interface Script {
        void run(Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script usual;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();
    private final Map<Connection, Socket> open = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** @param usual what those do of whom nothing else is said */
    FaultServer(ServerSocketFactory sockets, Script usual) {
        this.usual = usual;
        try {
            server = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    FaultServer(Script usual) {
        this(ServerSocketFactory.getDefault(), usual);
    }

    /** @param target {@code provider/model} */
    void script(String target, Script script) {
        scripts.put(target, script);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The targets that have been asked, in this order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    int calls(String target) {
        return Collections.frequency(calls(), target);
    }

    int connections() {
        return connections.get();
    }

    /** Connections that neither side has closed. */
    int open() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open.values()) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        Connection connection = new Connection(socket);
        open.put(connection, socket);
        try (socket) {
            socket.setTcpNoDelay(true);
            String target = connection.read();
            calls.add(target);
            scripts.getOrDefault(target, usual).run(connection);
        } catch (IOException e) {
            // The gateway went away, as it does from a provider that is too slow or that nobody trusts.
            connection.gone = true;
        } finally {
            open.remove(connection);
        }
    }

    /** One connection of the gateway. */
    static final class Connection {

        private final Socket socket;
        private boolean gone;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** Takes a request in and says whom it asks. */
        private String read() throws IOException {
            InputStream in = socket.getInputStream();
            String path = line(in).split(" ", -1)[1];
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            Matcher model = MODEL.matcher(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            return path.split("/", -1)[1] + "/" + (model.find() ? model.group(1) : "");
        }

        private static String line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0) {
                    throw new IOException("closed");
                }
                line.write(b);
            }
            return line.toString(StandardCharsets.ISO_8859_1).strip();
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        /** The head of an answer after which the connection is closed. */
        void head(int status, String headers) throws IOException {
            write("HTTP/1.1 " + status + " -\r\nconnection: close\r\n" + headers + "\r\n");
        }

        /** A piece of a chunked body. */
        void chunk(byte[] bytes) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(bytes);
            all.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            write(all.toByteArray());
        }

        void chunk(String text) throws IOException {
            chunk(text.getBytes(StandardCharsets.UTF_8));
        }

        void lastChunk() throws IOException {
            write("0\r\n\r\n");
        }

        /** Waits until the gateway has closed its side, however it did. */
        void awaitClosed() throws IOException {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                continue;
            }
        }

        /** Whether the gateway still holds the connection after so long. */
        boolean isHeldFor(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                return socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }

        /** Ends the connection with a TCP reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
