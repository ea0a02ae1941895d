package io.serai.gateway.http;

import io.serai.api.call.Cancellation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An answer that several clients read while it comes, each at its own pace, from its beginning. Held in memory for as long as it comes.
 * Written by one thread. Once all who read have left, its call is cancelled.
 */
final class RecordedAnswer implements AnswerSink {

    private enum State {
        COMING,
        ENDED,
        /** It has ended with a failure, which is its last piece or all of it. */
        FAILED,
        /** It has broken off. */
        CUT
    }

    private final String print;
    private final Cancellation cancellation = new Cancellation();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Buffer> pieces = new ArrayList<>();
    private @Nullable AnswerHead head;
    private KeptAnswer.Form form = KeptAnswer.Form.WHOLE;
    private @Nullable ErrorAnswer error;
    private State state = State.COMING;
    private boolean pings;
    private int readers;
    private boolean abandoned;

    /** @param print of the request's body */
    RecordedAnswer(String print) {
        this.print = print;
    }

    boolean answers(String body) {
        return print.equals(body);
    }

    /** Is set off when nobody reads any more. */
    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void whole(AnswerHead described, byte[] body) {
        change(() -> {
            head = described;
            pieces.add(Buffer.buffer(body));
            state = State.ENDED;
        });
    }

    @Override
    public void begin(AnswerHead described) {
        change(() -> {
            head = described;
            form = KeptAnswer.Form.STREAMED;
        });
    }

    @Override
    public void write(Buffer bytes) {
        change(() -> {
            if (abandoned) {
                throw new CallerException(ErrorKind.CALLER_GONE, "All clients have closed their connections.");
            }
            pieces.add(bytes);
        });
    }

    @Override
    public void end() {
        change(() -> state = State.ENDED);
    }

    @Override
    public void endWith(byte[] failure) {
        change(() -> {
            pieces.add(Buffer.buffer(failure));
            state = State.FAILED;
        });
    }

    @Override
    public void fail(ErrorAnswer failure) {
        change(() -> {
            if (pieces.isEmpty()) {
                error = failure;
            } else {
                pieces.add(Buffer.buffer(failure.frame()));
            }
            state = State.FAILED;
        });
    }

    @Override
    public void abort() {
        change(() -> state = State.CUT);
    }

    @Override
    public boolean hasHead() {
        lock.lock();
        try {
            return !pieces.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void startHeartbeat() {
        change(() -> pings = true);
    }

    /** Nothing more comes: whoever made the call is done with it, however that was. */
    void close() {
        change(() -> state = state == State.COMING ? State.CUT : state);
    }

    /** Takes one more reader in; false where there is nothing for it: all others have left, or the call must be made anew. */
    boolean join() {
        lock.lock();
        try {
            boolean over = state != State.COMING && kept().isEmpty();
            if (over || abandoned) {
                return false;
            }
            readers++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells a client all of it, as it comes. Returns once that is done, or the client has left; it must have {@linkplain #join joined}. */
    void tell(Client client, AnswerMark mark) throws InterruptedException {
        try (Cancellation.Registration leaving = client.gone().onCancel(this::leave)) {
            Reading reading = new Reading(client, mark);
            while (reading.goesOn()) {
                reading.next();
            }
        }
    }

    /** The answer as it is to be kept; empty where it comes still, or says that nothing was done. */
    Optional<KeptAnswer> kept() {
        lock.lock();
        try {
            ErrorAnswer failure = error;
            AnswerHead described = failure == null ? head : failure.head();
            boolean over = state == State.ENDED || (state == State.FAILED && failure != null);
            if (!over || described == null || !isFinal(described.status())) {
                return Optional.empty();
            }
            return Optional.of(KeptAnswer.of(print, described, failure == null ? all() : failure.body(), form));
        } finally {
            lock.unlock();
        }
    }

    /** Whether the same request would be answered the same again: not where it came too soon, or may come from somebody else. */
    private static boolean isFinal(int status) {
        return switch (status) {
            case 401, 403, 408, 409, 425, 429 -> false;
            default -> status < 500 && status != ErrorKind.CALLER_GONE.status();
        };
    }

    private byte[] all() {
        Buffer all = Buffer.buffer();
        pieces.forEach(all::appendBuffer);
        return all.getBytes();
    }

    private void leave() {
        change(() -> {
            readers--;
            abandoned |= readers == 0 && state == State.COMING;
        });
        if (isAbandoned()) {
            cancellation.cancel();
        }
    }

    private boolean isAbandoned() {
        lock.lock();
        try {
            return abandoned;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How far one client has been told. */
    private final class Reading {
        private final Client client;
        private final AnswerMark mark;
        private int told;
        private boolean begun;
        private boolean pinging;
        private boolean done;

        Reading(Client client, AnswerMark mark) {
            this.client = client;
            this.mark = mark;
        }

        boolean goesOn() {
            return !done && !client.gone().isCancelled();
        }

        void next() throws InterruptedException {
            List<Buffer> more;
            State now;
            boolean ping;
            lock.lock();
            try {
                while (goesOn() && state == State.COMING && told == pieces.size() && pinging == pings) {
                    changed.await();
                }
                more = List.copyOf(pieces.subList(told, pieces.size()));
                now = state;
                ping = pings;
            } finally {
                lock.unlock();
            }
            if (goesOn()) {
                tell(more, now, ping);
            }
        }

        private void tell(List<Buffer> more, State now, boolean ping) {
            if (ping && !pinging) {
                pinging = true;
                client.writer().startHeartbeat();
            }
            told += more.size();
            done = now != State.COMING;
            if (error != null) {
                client.writer().fail(error);
            } else if (form == KeptAnswer.Form.WHOLE && now == State.ENDED) {
                client.writer().whole(marked(), more.get(0).getBytes());
            } else {
                stream(more, now);
            }
        }

        private void stream(List<Buffer> more, State now) {
            if (!begun && head != null) {
                begun = true;
                client.writer().begin(marked());
            }
            more.forEach(client.writer()::write);
            if (now == State.CUT) {
                client.writer().abort();
            } else if (done) {
                client.writer().end();
            }
        }

        private AnswerHead marked() {
            return mark.on(head == null ? AnswerHead.PINGED : head);
        }
    }
}
