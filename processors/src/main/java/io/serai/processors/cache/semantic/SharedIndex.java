package io.serai.processors.cache.semantic;

import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheKey;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index that all semantic caches of a Camel context share, fed by what all nodes tell each other. Stopped with the context. */
final class SharedIndex extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(SharedIndex.class);

    private final CamelContext camelContext;
    private final AnswerNotes notes;
    private final ExecutorService background;
    private final QuestionIndex questions;
    private @Nullable AutoCloseable feed;

    private SharedIndex(CamelContext camelContext, AnswerNotes notes, long room) {
        this.camelContext = camelContext;
        this.notes = notes;
        this.background = camelContext.getExecutorServiceManager().newSingleThreadExecutor(this, "semantic-index");
        this.questions = new QuestionIndex(room, background);
    }

    /** That of a context; made by the first who asks, who says how many bytes there are for it. */
    static synchronized QuestionIndex of(CamelContext camelContext, AnswerNotes notes, long room) {
        SharedIndex known = camelContext.hasService(SharedIndex.class);
        if (known == null) {
            known = new SharedIndex(camelContext, notes, room);
            try {
                camelContext.addService(known, true, true);
            } catch (Exception e) {
                throw new IllegalStateException("the index of questions can't be started", e);
            }
        }
        return known.questions;
    }

    @Override
    protected void doStart() {
        feed = notes.listen(new AnswerNotes.Listener() {
            @Override
            public void came(CacheKey key, byte[] note) {
                QuestionNote.read(note).ifPresent(read -> questions.put(read.of(key)));
            }

            @Override
            public void went(CacheKey key) {
                questions.remove(key);
            }
        });
    }

    @Override
    protected void doStop() {
        AutoCloseable open = feed;
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.debug("The notes of answers are not heard any more, but it was not said properly", e);
            }
        }
        camelContext.getExecutorServiceManager().shutdownNow(background);
    }
}
