package io.serai.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.gateway.TestGateway;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1.1 client that sends exactly what a test says, and shows exactly what comes back. */
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final StringBuilder events = new StringBuilder();

    /** An answer: status, headers by lower-case name (several values joined by a line feed), body. */
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static RawClient of(TestGateway gateway) throws IOException {
        return new RawClient(new Socket("127.0.0.1", gateway.gateway().port()));
    }

    /** A client whose system takes in little that it has not read. */
    static RawClient withSmallBuffer(TestGateway gateway) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress("127.0.0.1", gateway.gateway().port()));
        return new RawClient(socket);
    }

    RawClient send(String bytes) throws IOException {
        return send(bytes.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** A whole request with a body. */
    RawClient post(String path, String body, String... headers) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        return send(head("POST " + path, headers) + "content-type: application/json\r\ncontent-length: " + bytes.length
                        + "\r\n\r\n")
                .send(bytes);
    }

    RawClient get(String path, String... headers) throws IOException {
        return send(head("GET " + path, headers) + "\r\n");
    }

    RawClient chat(String model, String stream) throws IOException {
        return post("/v1/chat/completions", TestGateway.chatRequest(model, "Hi", stream));
    }

    private static String head(String line, String... headers) {
        StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nhost: serai.test\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    /** The next answer, whole. */
    Answer answer() throws IOException {
        return answer("GET");
    }

    /** The next answer, whole; the answer to HEAD has no body. */
    Answer answer(String method) throws IOException {
        Answer head = head();
        if (method.equals("HEAD") || head.status() == 204 || head.status() / 100 == 1) {
            return head;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (head.header("transfer-encoding").equals("chunked")) {
            for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
                body.writeBytes(chunk);
            }
        } else if (head.headers().containsKey("content-length")) {
            body.writeBytes(in.readNBytes(Integer.parseInt(head.header("content-length"))));
        } else {
            body.writeBytes(in.readAllBytes());
        }
        return new Answer(head.status(), head.headers(), body.toString(UTF_8));
    }

    /** Status and headers of an answer whose body is read event by event. */
    Answer head() throws IOException {
        String line = line();
        if (!line.startsWith("HTTP/1.")) {
            throw new IOException("expected a status line, found '" + line + "'");
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip(),
                    (first, second) -> first + "\n" + second);
        }
        return new Answer(Integer.parseInt(line.substring(9, 12)), headers, "");
    }

    /** The next event or comment of a chunked answer, without the blank line after it; null after the last. */
    String event() throws IOException {
        int end = events.indexOf("\n\n");
        while (end < 0) {
            byte[] chunk = chunk();
            if (chunk.length == 0) {
                return null;
            }
            events.append(new String(chunk, ISO_8859_1));
            end = events.indexOf("\n\n");
        }
        String event = new String(events.substring(0, end).getBytes(ISO_8859_1), UTF_8);
        events.delete(0, end + 2);
        return event;
    }

    /** The next event that is no comment. */
    String data() throws IOException {
        String event = event();
        while (event != null && event.startsWith(":")) {
            event = event();
        }
        return event;
    }

    /** All events to the end. */
    List<String> rest() throws IOException {
        List<String> all = new ArrayList<>();
        for (String event = data(); event != null; event = data()) {
            all.add(event);
        }
        return all;
    }

    /** Everything up to the moment at which the server closes, or resets, the connection. */
    String untilClosed() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                all.write(b);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new IOException("still open, after: " + all, e);
        } catch (java.net.SocketException e) {
            return all.toString(UTF_8);
        }
        return all.toString(UTF_8);
    }

    /** The next chunk; empty after the last. */
    private byte[] chunk() throws IOException {
        int size = Integer.parseInt(line(), 16);
        byte[] chunk = in.readNBytes(size);
        if (chunk.length < size) {
            throw new EOFException("the connection was closed within a chunk");
        }
        line();
        return chunk;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection was closed after '" + line + "'");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
