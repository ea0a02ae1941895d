package io.serai.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection of the load: connects, sends the request, reads the answer, and may be used again. */
final class LoadConnection {

    private final Questions questions;
    private final ByteBuffer request;
    private final InetSocketAddress address;
    private final ResponseReader reader = new ResponseReader();
    private final SocketChannel channel;
    private final SelectionKey key;
    private long startedAt;
    private long lastMarkAt;
    private boolean busy;

    /** Begins to connect; the selector tells when that is done. */
    LoadConnection(Selector selector, int port, Questions questions) throws IOException {
        this.questions = questions;
        this.request = questions.buffer();
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (channel.connect(address)) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    boolean connected() {
        return channel.isConnected();
    }

    void finishConnect() throws IOException {
        channel.finishConnect();
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Sends the request, now or as the socket takes it. */
    void call(long now) throws IOException {
        reader.reset();
        startedAt = now;
        lastMarkAt = 0;
        busy = true;
        questions.next(request);
        send();
    }

    void send() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Reads what is there. False when the server has closed. */
    boolean read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        if (length > 0) {
            reader.feed(buffer.array(), length);
        }
        return length >= 0 || (busy && reader.endOfStream());
    }

    /** Notes that content has come; the time since the content before it, or since the request when it is the first. */
    long markedAt(long now) {
        long since = now - (lastMarkAt == 0 ? startedAt : lastMarkAt);
        lastMarkAt = now;
        return since;
    }

    void answered() {
        busy = false;
    }

    void close() {
        busy = false;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is of no use any more, whether it closes cleanly or not.
            key.cancel();
        }
    }

    ResponseReader reader() {
        return reader;
    }

    long startedAt() {
        return startedAt;
    }

    boolean busy() {
        return busy;
    }
}
