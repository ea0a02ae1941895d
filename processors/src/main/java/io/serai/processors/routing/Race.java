package io.serai.processors.routing;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Several targets that are asked the same at once. The first to answer wins; the others are aborted. */
final class Race {

    private final Asking asking;
    private final Exchange exchange;
    private final Executor executor;
    private final Cancellation wholeCall;
    private final RoundNotes notes;
    private final List<Runner> runners = new ArrayList<>(2);
    private final BlockingQueue<Runner> finished = new LinkedBlockingQueue<>();

    Race(Asking asking, Exchange exchange, Executor executor, RoundNotes notes) {
        this.notes = notes;
        this.asking = asking;
        this.exchange = exchange;
        this.executor = executor;
        Cancellation known = exchange.getProperty(CallNames.CANCEL, Cancellation.class);
        this.wholeCall = known == null ? new Cancellation() : known;
    }

    /** Asks a target whose call has begun. */
    void start(int target) {
        Runner runner = new Runner(target);
        runners.add(runner);
        try {
            executor.execute(runner);
        } catch (RejectedExecutionException stopping) {
            // The route is being stopped: what has begun comes to its end without a thread of its own.
            runner.run();
        }
    }

    /** Whether nobody says anything for so long. */
    boolean isSilent(Duration patience) {
        Runner first = next(patience);
        if (first != null) {
            finished.add(first);
        }
        return first == null;
    }

    /** The first answer, or the failure that leaves the fewest others to ask, of equals the last. */
    Said winner() {
        SeraiException failure = null;
        for (int i = 0; i < runners.size(); i++) {
            Runner next = next(null);
            if (next == null) {
                break;
            }
            Said said = next.said();
            if (said.failure() == null) {
                crown(next);
                return said;
            }
            failure = failure == null ? said.failure() : graver(failure, said.failure());
        }
        runners.forEach(Runner::lose);
        return Said.failed(
                failure != null
                        ? failure
                        : new GatewayException(ErrorKind.GATEWAY_INTERNAL, "The wait for an answer was interrupted."));
    }

    private static SeraiException graver(SeraiException before, SeraiException after) {
        return Recourse.after(before).compareTo(Recourse.after(after)) > 0 ? before : after;
    }

    /** From now on everybody else gives up what they have or get. */
    private void crown(Runner first) {
        boolean earlier = true;
        for (Runner runner : runners) {
            if (runner == first) {
                earlier = false;
                continue;
            }
            if (runner.isOpen()) {
                notes.lost(runner.target);
            }
            if (earlier && runner.isSilent()) {
                asking.overtaken(runner.target, runner.askedAt);
            }
            runner.lose();
        }
    }

    private @Nullable Runner next(@Nullable Duration patience) {
        try {
            return patience == null ? finished.take() : finished.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** One target's call, on a thread of its own. */
    private final class Runner implements Runnable {
        private final int target;
        private final long askedAt = asking.now();
        private final Exchange copy;
        private final Cancellation cancellation = new Cancellation();
        private final Cancellation.Registration registration;
        private @Nullable Said said;
        private boolean lost;

        Runner(int target) {
            this.target = target;
            this.copy = ExchangeHelper.createCopy(exchange, true);
            this.registration = wholeCall.onCancel(cancellation::cancel);
            copy.setProperty(CallNames.CANCEL, cancellation);
            // What the route has opened is given up when the whole request has been answered.
            wholeCall.whenAnswered(cancellation::answered);
        }

        @Override
        public void run() {
            Said heard = heard();
            synchronized (this) {
                said = heard;
                if (lost) {
                    giveUp(heard);
                }
            }
            finished.add(this);
        }

        /** Whatever goes wrong is a failure: somebody waits for it. */
        private Said heard() {
            try {
                return cancellation.isCancelled() ? asking.leave(target) : asking.ask(target, copy);
            } catch (RuntimeException | Error e) {
                return Said.failed(SeraiException.of(e));
            }
        }

        synchronized boolean isSilent() {
            return said == null;
        }

        /** Whether it may still have the answer. */
        synchronized boolean isOpen() {
            return said == null || said.answer() != null;
        }

        synchronized Said said() {
            if (said == null) {
                throw new IllegalStateException("not finished");
            }
            if (said.answer() != null) {
                said.answer().setProperty(CallNames.CANCEL, wholeCall);
            }
            return said;
        }

        /** Aborts the call of the provider. */
        void lose() {
            registration.close();
            cancellation.cancel();
            synchronized (this) {
                lost = true;
                if (said != null) {
                    giveUp(said);
                }
            }
        }

        private static void giveUp(Said said) {
            if (said.answer() != null && said.answer().getMessage().getBody() instanceof ChatStream stream) {
                stream.close();
            }
        }
    }
}
