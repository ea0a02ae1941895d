package io.serai.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A provider in this process that answers every call by a stream of evenly paced events. Each event says when it left, by
 * {@link System#nanoTime()}, and each caller that goes before the end of its stream is noted. Blocking sockets on virtual threads: what it
 * measures is milliseconds, and nothing here may hold bytes back.
 */
final class WatchedUpstream implements AutoCloseable {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNK = "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1,"
            + "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}";

    private final ServerSocket server;
    private final int events;
    private final long gapNanos;
    private final BlockingQueue<Long> departures = new LinkedBlockingQueue<>();

    /**
     * Serves from now on.
     *
     * @param events of each stream
     * @param gapMillis between them
     */
    WatchedUpstream(int events, long gapMillis) throws IOException {
        this.events = events;
        this.gapNanos = TimeUnit.MILLISECONDS.toNanos(gapMillis);
        this.server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("watched-upstream").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** When the next caller went before the end of its stream. */
    long departure() throws InterruptedException {
        Long at = departures.poll(10, TimeUnit.SECONDS);
        if (at == null) {
            throw new IllegalStateException("a client has left, and its upstream call goes on after 10 s");
        }
        return at;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed, at the end of the measurement.
        }
    }

    private void serve(Socket socket) {
        Thread stream = null;
        try (socket) {
            socket.setTcpNoDelay(true);
            PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            for (int first = in.read(); first >= 0; first = in.read()) {
                in.unread(first);
                skipRequest(in);
                stream = Thread.ofVirtual().start(() -> stream(out));
            }
        } catch (IOException e) {
            // A reset is a departure as well.
        }
        if (stream != null && stream.isAlive()) {
            departures.add(System.nanoTime());
            stream.interrupt();
        }
    }

    private void stream(OutputStream out) {
        try {
            out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
            long next = System.nanoTime();
            for (int i = 0; i < events; i++) {
                LockSupport.parkNanos(next - System.nanoTime());
                if (Thread.interrupted()) {
                    return;
                }
                event(out, CHUNK.formatted("{\"content\":\"at " + System.nanoTime() + "\"}", "null"));
                next += gapNanos;
            }
            event(out, CHUNK.formatted("{}", "\"stop\""));
            event(out, "[DONE]");
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The reader sees the same.
        }
    }

    private static void event(OutputStream out, String data) throws IOException {
        String event = "data: " + data + "\n\n";
        out.write((Integer.toHexString(event.length()) + "\r\n" + event + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void skipRequest(PushbackInputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(PushbackInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
