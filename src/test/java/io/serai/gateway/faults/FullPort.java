package io.serai.gateway.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on which connections hang: it listens, nobody accepts, and as many wait as may. Linux leaves further ones without an answer
 * (listen(2), tcp_abort_on_overflow in tcp(7)).
 */
final class FullPort implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 100;
    private static final int ENOUGH = 64;

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> waiting = new ArrayList<>();

    FullPort() throws IOException {
        while (connects()) {
            if (waiting.size() == ENOUGH) {
                throw new IOException("this system takes in as many connections as there are");
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private boolean connects() throws IOException {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
            socket.connect(new InetSocketAddress(server.getInetAddress(), port()), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
        server.close();
    }
}
