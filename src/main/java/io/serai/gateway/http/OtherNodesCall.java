package io.serai.gateway.http;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that another node makes: its answer is told to those who wait here once it is there, whole. Where that node dies or fails, the
 * call is made here.
 */
final class OtherNodesCall {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AnswerStore store;
    private final String id;
    private final String print;
    private final RecordedAnswer answer;

    /** @param answer is written to */
    OtherNodesCall(AnswerStore store, String id, String print, RecordedAnswer answer) {
        this.store = store;
        this.id = id;
        this.print = print;
        this.answer = answer;
    }

    /**
     * Returns once the answer is there, nobody waits for it any more, or the call is being made here.
     *
     * @param maker makes the call where it comes to that
     * @param ended of such a call
     * @param followed of a call that was made elsewhere, or nowhere
     */
    void follow(IdempotentCalls.Maker maker, Runnable ended, Runnable followed) {
        boolean made = false;
        try {
            while (!made && !answer.cancellation().isCancelled() && !isTold()) {
                made = store.claim(id, print) == AnswerStore.Claim.MINE && make(maker, ended);
                if (!made) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!made) {
                answer.close();
                followed.run();
            }
        }
    }

    /** False where the call has ended after all: its answer is there. */
    private boolean make(IdempotentCalls.Maker maker, Runnable ended) {
        boolean open = false;
        try {
            open = store.find(id).isEmpty();
        } finally {
            if (!open) {
                store.release(id);
            }
        }
        if (open) {
            try {
                maker.make(answer, ended);
            } catch (RuntimeException e) {
                ended.run();
            }
        }
        return open;
    }

    private boolean isTold() {
        Optional<KeptAnswer> kept = store.find(id);
        kept.ifPresent(this::tell);
        return kept.isPresent();
    }

    private void tell(KeptAnswer kept) {
        if (kept.form() == KeptAnswer.Form.WHOLE) {
            answer.whole(kept.head(), kept.body());
        } else {
            answer.begin(kept.head());
            answer.write(Buffer.buffer(kept.body()));
            answer.end();
        }
    }
}
