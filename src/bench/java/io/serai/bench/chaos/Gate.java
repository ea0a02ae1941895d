package io.serai.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/** A port in front of another one, as a network that can break: for all who come, or for some. */
public final class Gate implements AutoCloseable {

    private static final int PIECE = 16 * 1024;

    /** How it is broken. */
    public enum Fault {
        NONE,
        /** As where a process has ended: connections break, and no new ones are made. */
        BROKEN,
        /** As where a cable is cut: nothing arrives, and nobody is told. */
        SILENT
    }

    private record State(Fault fault, Predicate<InetAddress> whom) {
        Fault of(Link link) {
            return whom.test(link.from) ? fault : Fault.NONE;
        }
    }

    /** A connection from who comes to the port behind. */
    private record Link(InetAddress from, Socket front, Socket back) {
        void close() {
            for (Socket socket : new Socket[] {front, back}) {
                try {
                    // With a reset, so that both ends hear of it at once.
                    socket.setSoLinger(true, 0);
                    socket.close();
                } catch (IOException e) {
                    // It is closed already.
                }
            }
        }
    }

    private final ServerSocket server = new ServerSocket();
    private final InetSocketAddress target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private State state = new State(Fault.NONE, from -> false);

    /**
     * Opens it, on a port that is free.
     *
     * @param address to listen on
     * @param target the port behind it
     */
    Gate(InetAddress address, InetSocketAddress target) throws IOException {
        this.target = target;
        server.bind(new InetSocketAddress(address, 0));
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Breaks it for those who come from some addresses, from now on. */
    void fail(Fault fault, Predicate<InetAddress> whom) {
        synchronized (this) {
            state = new State(fault, whom);
            notifyAll();
        }
        if (fault == Fault.BROKEN) {
            links.stream().filter(link -> whom.test(link.from)).forEach(Link::close);
        }
    }

    /** All is well again; what was silent goes on. */
    void heal() {
        fail(Fault.NONE, from -> false);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket front = server.accept();
                threads.execute(() -> connect(front));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket front) {
        Link link = new Link(front.getInetAddress(), front, new Socket());
        links.add(link);
        try {
            awaitSound(link);
            link.back.connect(target);
            front.setTcpNoDelay(true);
            link.back.setTcpNoDelay(true);
            threads.execute(() -> pass(link, link.back, front));
            pass(link, front, link.back);
        } catch (IOException e) {
            end(link);
        }
    }

    private void pass(Link link, Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                awaitSound(link);
                out.write(piece, 0, length);
            }
        } catch (IOException e) {
            // Either end has gone, or the gate was broken.
        }
        end(link);
    }

    /** Waits while nothing is passed on. */
    private synchronized void awaitSound(Link link) throws IOException {
        try {
            while (state.of(link) == Fault.SILENT) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException("the gate is closed", e);
        }
        if (state.of(link) == Fault.BROKEN) {
            throw new IOException("the gate is broken");
        }
    }

    private void end(Link link) {
        links.remove(link);
        link.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        links.forEach(Link::close);
    }
}
