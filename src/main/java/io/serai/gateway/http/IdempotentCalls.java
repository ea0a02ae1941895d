package io.serai.gateway.http;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Makes each request with an idempotency key once, and knows what it was answered. Thread-safe. */
final class IdempotentCalls {

    private final ConcurrentMap<String, RecordedAnswer> running = new ConcurrentHashMap<>();
    private final AnswerStore store;

    IdempotentCalls(AnswerStore store) {
        this.store = store;
    }

    /** Makes a call, on another thread. */
    @FunctionalInterface
    interface Maker {

        /** @param ended is to be run once the answer has been written whole, or has failed */
        void make(RecordedAnswer answer, Runnable ended);
    }

    /**
     * Answers a client, with the answer of an earlier request like this one if there was one. Returns once that is done, or the client has
     * left.
     *
     * @throws CallerException where the key is not one, or was used with another body
     */
    void answer(IdempotentRequest request, Client client, Maker maker) throws InterruptedException {
        String id = request.id();
        switch (find(id, request.print())) {
            case Known known -> replay(known.answer(), client.writer());
            case Running other -> other.answer().tell(client, AnswerMark.REPLAYED);
            case New mine -> {
                make(id, mine.answer(), maker);
                mine.answer().tell(client, AnswerMark.FIRST);
            }
            case Elsewhere there -> {
                Thread.ofVirtual().name("serai-idempotent").start(() -> new OtherNodesCall(
                                store, id, request.print(), there.answer())
                        .follow(maker, () -> ended(id, there.answer()), () -> running.remove(id, there.answer())));
                there.answer().tell(client, AnswerMark.REPLAYED);
            }
        }
    }

    /** Begins a call that was found {@linkplain New new}. */
    void make(String id, RecordedAnswer answer, Maker maker) {
        boolean begun = false;
        try {
            maker.make(answer, () -> ended(id, answer));
            begun = true;
        } finally {
            if (!begun) {
                ended(id, answer);
            }
        }
    }

    private static void replay(KeptAnswer answer, ResponseWriter writer) {
        AnswerHead head = AnswerMark.REPLAYED.on(answer.head());
        if (answer.form() == KeptAnswer.Form.WHOLE) {
            writer.whole(head, answer.body());
        } else {
            writer.begin(head);
            writer.write(Buffer.buffer(answer.body()));
            writer.end();
        }
    }

    /** Where a client finds its answer. */
    sealed interface Found {}

    /** Nobody has asked this before: the call is to be made, and then {@link #ended}. The client has joined. */
    record New(RecordedAnswer answer) implements Found {}

    /** The call is being made. The client has joined. */
    record Running(RecordedAnswer answer) implements Found {}

    /** Another node makes the call; its answer is to be {@linkplain OtherNodesCall waited for}. The client has joined. */
    record Elsewhere(RecordedAnswer answer) implements Found {}

    /** The call has been made. */
    record Known(KeptAnswer answer) implements Found {}

    /** @throws CallerException where the key was used with another body */
    Found find(String id, String print) {
        while (true) {
            RecordedAnswer other = running.get(id);
            if (other == null) {
                Found found = begin(id, print);
                if (found != null) {
                    return found;
                }
            } else if (!other.answers(print)) {
                throw conflict();
            } else if (other.join()) {
                return new Running(other);
            } else {
                running.remove(id, other);
            }
        }
    }

    /** Null where somebody else was quicker. */
    private @Nullable Found begin(String id, String print) {
        Optional<KeptAnswer> kept = store.find(id);
        if (kept.isPresent()) {
            return known(kept.get(), print);
        }
        RecordedAnswer mine = new RecordedAnswer(print);
        mine.join();
        if (running.putIfAbsent(id, mine) != null) {
            return null;
        }
        AnswerStore.Claim claim = null;
        boolean goesOn = false;
        try {
            claim = store.claim(id, print);
            // Another's call may have ended since the look at the store.
            kept = claim == AnswerStore.Claim.ELSEWHERE ? Optional.empty() : store.find(id);
            goesOn = kept.isEmpty() && claim != AnswerStore.Claim.OTHER_BODY;
        } finally {
            if (!goesOn) {
                leave(id, mine, claim);
            }
        }
        if (!goesOn) {
            return known(kept.orElseThrow(IdempotentCalls::conflict), print);
        }
        return claim == AnswerStore.Claim.ELSEWHERE ? new Elsewhere(mine) : new New(mine);
    }

    /**
     * Whatever becomes of the claim: who asks next must not wait for a call that is not being made.
     *
     * @param claim null where it is not known whose the call is
     */
    private void leave(String id, RecordedAnswer answer, AnswerStore.@Nullable Claim claim) {
        try {
            if (claim == AnswerStore.Claim.MINE) {
                store.release(id);
            }
        } finally {
            answer.close();
            running.remove(id, answer);
        }
    }

    /** The call has been made: its answer is kept, if it is one that stays true. */
    void ended(String id, RecordedAnswer answer) {
        answer.close();
        try {
            answer.kept().ifPresent(kept -> store.put(id, kept));
        } finally {
            leave(id, answer, AnswerStore.Claim.MINE);
        }
    }

    private static Known known(KeptAnswer kept, String print) {
        if (!kept.print().equals(print)) {
            throw conflict();
        }
        return new Known(kept);
    }

    private static CallerException conflict() {
        return new CallerException(
                ErrorKind.CALLER_CONFLICT, "This Idempotency-Key was used before, with another request body.");
    }
}
