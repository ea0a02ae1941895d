package io.serai.processors.shadow;

import io.serai.api.call.Deadline;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.SeraiException;
import java.io.Closeable;
import java.io.IOException;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** Asks the candidate and hears it out, as nobody else does. */
final class Candidate {

    private final AsyncProcessor step;
    private final Exchange exchange;
    private final Ear ear;
    private final Deadline deadline;

    Candidate(AsyncProcessor step, Exchange exchange, Ear ear, Deadline deadline) {
        this.step = step;
        this.exchange = exchange;
        this.ear = ear;
        this.deadline = deadline;
    }

    void ask() {
        try {
            step.process(exchange);
            if (exchange.getException() != null) {
                throw SeraiException.of(exchange.getException());
            }
            hear(exchange.getMessage().getBody());
        } catch (Exception e) {
            ear.failed(e);
        }
    }

    private void hear(Object body) throws IOException {
        if (body instanceof ChatStream stream) {
            hearOut(stream);
            return;
        }
        if (body instanceof Closeable open) {
            open.close();
        }
        ear.answered(body);
    }

    private void hearOut(ChatStream stream) {
        try (stream) {
            while (stream.hasNext()) {
                ear.hear(stream.next());
                if (deadline.remainingNanos() <= 0) {
                    ear.overdue();
                    return;
                }
            }
            ear.end();
        }
    }
}
