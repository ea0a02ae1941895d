package io.serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The folder in which the processes of one run work, and those processes; closing ends all of them, the last started first. */
public final class Lab implements AutoCloseable {

    private final Path folder;
    private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public Lab(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    public ChildProcess keep(ChildProcess process) {
        ends.push(process::close);
        if (closed) {
            // Ctrl-C came while the process was starting.
            process.close();
        }
        return process;
    }

    /** For processes that are to end before the others. */
    Lab part() {
        Lab part = new Lab(folder);
        ends.push(part::close);
        return part;
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    /** Whether the processes have been ended, by the end of the run or by Ctrl-C. */
    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        for (Runnable end = ends.poll(); end != null; end = ends.poll()) {
            end.run();
        }
    }
}
