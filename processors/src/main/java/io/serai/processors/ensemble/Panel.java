package io.serai.processors.ensemble;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Deadline;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.processors.check.Check;
import io.serai.processors.check.Draft;
import io.serai.processors.check.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Several models that are asked the same at once. Those who are not waited for any more are aborted. */
final class Panel {

    private final Question question;
    private final List<Check> checks;
    private final Executor executor;
    private final List<Voice> voices = new ArrayList<>();
    private final BlockingQueue<Voice> finished = new LinkedBlockingQueue<>();
    private final List<Contribution> contributions = new ArrayList<>();
    private final Map<Integer, SeraiException> failures = new TreeMap<>();

    Panel(Question question, List<Check> checks, Executor executor) {
        this.question = question;
        this.checks = checks;
        this.executor = executor;
    }

    /** Asks one more model. */
    void ask(AsyncProcessor step, Map<String, Object> request) {
        Voice voice = new Voice(voices.size(), step, question.whole(request));
        voices.add(voice);
        try {
            executor.execute(voice);
        } catch (RejectedExecutionException e) {
            // The route stops. Those who have begun are still to be aborted.
            finished.add(voice);
        }
    }

    /**
     * Waits until nothing more would change the decision, or until the patience is over and enough have answered.
     *
     * @return in the order of their arrival, at least as many as are enough
     * @throws SeraiException where not enough have answered
     */
    List<Contribution> contributions(int enough, Deadline patience, Gathering gathering) {
        try {
            while (isOpen(enough, gathering)) {
                boolean pressed = contributions.size() >= enough;
                Deadline until = pressed ? patience.earlierOf(question.deadline()) : question.deadline();
                // Whoever waits for more than the patience gives may have enough with the next one.
                Voice next = finished.poll(Math.max(0, until.remainingNanos()), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                next.report();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            contributions.forEach(heard -> voices.get(heard.position()).won());
            voices.forEach(Voice::lose);
        }
        if (contributions.size() < enough) {
            throw failure(enough);
        }
        return contributions;
    }

    private boolean isOpen(int enough, Gathering gathering) {
        int running = voices.size() - contributions.size() - failures.size();
        return running > 0
                && contributions.size() + running >= enough
                && (contributions.size() < enough || !gathering.isCertain(contributions, running));
    }

    private SeraiException failure(int enough) {
        if (question.cancellation().isCancelled()) {
            return new CallerException(ErrorKind.CALLER_GONE, "The client has closed the connection.");
        }
        if (failures.size() == voices.size()) {
            return failures.values().iterator().next();
        }
        String of = " of the " + voices.size() + " models of this ensemble ";
        String needed = ", " + enough + " answers are needed.";
        return failures.isEmpty()
                ? new ProviderException(
                        ErrorKind.PROVIDER_TIMEOUT, contributions.size() + of + "answered in time" + needed)
                : new ProviderException(ErrorKind.PROVIDER_UNAVAILABLE, failures.size() + of + "failed" + needed);
    }

    /** One model's call, on a thread of its own. */
    private final class Voice implements Runnable {
        private final int position;
        private final AsyncProcessor step;
        private final Exchange asked;
        private final Cancellation cancellation = new Cancellation();
        private final Cancellation.Registration registration;
        private @Nullable Draft draft;
        private @Nullable SeraiException failure;
        private boolean won;

        Voice(int position, AsyncProcessor step, Exchange asked) {
            this.position = position;
            this.step = step;
            this.asked = asked;
            this.registration = question.cancellation().onCancel(cancellation::cancel);
            asked.setProperty(CallNames.CANCEL, cancellation);
            // What the route has opened is given up when the whole request has been answered.
            question.cancellation().whenAnswered(cancellation::answered);
        }

        @Override
        public void run() {
            try {
                draft = speak();
            } catch (RuntimeException e) {
                failure = SeraiException.of(e);
            } finally {
                registration.close();
                finished.add(this);
            }
        }

        private Draft speak() {
            if (cancellation.isCancelled()) {
                throw new CallerException(ErrorKind.CALLER_GONE, "The answer is not wanted any more.");
            }
            Question.put(step, asked);
            Draft said = Draft.in(asked);
            for (Check check : checks) {
                check.enforce(said, asked);
            }
            return said;
        }

        /** To be called once finished, by the thread that waits. */
        void report() {
            if (draft != null) {
                contributions.add(new Contribution(position, asked, draft));
            } else {
                failures.put(position, failure == null ? ended() : failure);
            }
        }

        private static SeraiException ended() {
            return new GatewayException(
                    ErrorKind.GATEWAY_INTERNAL, "A step of this ensemble has ended without a word.");
        }

        void won() {
            won = true;
        }

        /** Aborts the call of the provider, unless it is over. */
        void lose() {
            registration.close();
            if (!won) {
                cancellation.cancel();
            }
        }
    }
}
