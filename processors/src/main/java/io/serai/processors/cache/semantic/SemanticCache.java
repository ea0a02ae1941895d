package io.serai.processors.cache.semantic;

import io.serai.processors.cache.AnswerNotes;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheSpace;
import io.serai.processors.cache.Lookalikes;
import io.serai.processors.cache.semantic.MeaningListener.Outcome;
import io.serai.processors.cache.semantic.MeaningListener.Switch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds questions that mean the same by their vectors, unless something speaks against it: another number, name or date, a negation. All
 * caches of a Camel context share one index, which notes of all nodes feed. While the embedding model is out of order nothing is found.
 *
 * <pre>{@code
 * - beans:
 *     - name: meanings
 *       type: io.serai.processors.cache.semantic.SemanticCache
 *       properties:
 *         embeddings: ai:openai/text-embedding-3-small
 * }</pre>
 */
public final class SemanticCache extends ServiceSupport implements Lookalikes, CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(SemanticCache.class);

    /** Characters of a question. In a longer text a word that matters hardly moves the vector. */
    private static final int LONGEST = 2_000;

    private String embeddings = "";
    private String name = "";
    private double threshold = Double.NaN;
    private Duration timeout = Duration.ofSeconds(1);
    private long memory = 256L << 20;
    private @Nullable AnswerNotes notes;
    private @Nullable CamelContext camelContext;
    private @Nullable ExecutorService background;
    private @Nullable Parts parts;

    /** What a started one works with. */
    private record Parts(
            AnswerNotes notes,
            QuestionIndex index,
            QuestionEmbedder embedder,
            EmbeddingWatch watch,
            MeaningListener listener) {}

    /** Who embeds: {@code model:embedder}, {@code ai:openai/text-embedding-3-small}. */
    public void setEmbeddings(String uri) {
        this.embeddings = uri;
    }

    /** By which listeners and logs know it; the embedding model by default. */
    public void setName(String name) {
        this.name = name;
    }

    /** From which cosine on two questions may be the same. Unsaid that of the model, see {@link EmbeddingThreshold}. */
    public void setThreshold(double cosine) {
        if (!(cosine > 0 && cosine <= 1)) {
            throw new IllegalArgumentException("expected a threshold above 0 and up to 1, found " + cosine);
        }
        this.threshold = cosine;
    }

    /** How long an embedding may take, before the call goes on without; a second by default. */
    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    /** Bytes for the index of the context, of whoever starts first; 256 MiB by default, about 90,000 questions at 1,536 dimensions. */
    public void setMemory(long bytes) {
        this.memory = bytes;
    }

    /** What nodes tell each other; by default that of the {@link CacheSpace} in the registry. */
    public void setNotes(AnswerNotes notes) {
        this.notes = notes;
    }

    @Override
    public Asked ask(Question question, Exchange exchange) {
        Parts with = parts;
        if (with == null) {
            throw new IllegalStateException("expected to be started before the first question");
        }
        String text = question.text();
        if (text.isBlank() || text.length() > LONGEST) {
            return unmatched(with, Outcome.PASSED_BY);
        }
        if (!with.watch.isReliable(timeout)) {
            return unmatched(with, Outcome.OFF);
        }
        return with.embedder
                .of(question.scope(), text, exchange)
                .<Asked>map(meaning -> new AskedQuestion(
                        question,
                        meaning,
                        threshold,
                        with.index,
                        with.notes,
                        (outcome, veto) -> with.listener.asked(name, outcome, veto)))
                .orElseGet(() -> unmatched(with, Outcome.UNKNOWN));
    }

    private Asked unmatched(Parts with, Outcome outcome) {
        with.listener.asked(name, outcome, "");
        return NOTHING;
    }

    @Override
    protected void doStart() {
        CamelContext context = camelContext;
        if (context == null) {
            throw new IllegalStateException("expected to be used in a Camel context");
        }
        if (embeddings.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected 'embeddings' to say which model embeds, such as model:embedder; found nothing");
        }
        if (Double.isNaN(threshold)) {
            threshold = EmbeddingThreshold.of(embeddings)
                    .orElseThrow(() -> new IllegalArgumentException("expected a 'threshold' for the embedding model "
                            + embeddings + ", which is not among those that have a default; "
                            + "'./serai cache evaluate --embeddings " + embeddings + "' helps to find one"))
                    .cosine();
        }
        AnswerNotes heard = notes == null ? notesOf(context) : notes;
        ExecutorService own = context.getExecutorServiceManager().newSingleThreadExecutor(this, "semantic-watch");
        background = own;
        MeaningListener listener = MeaningListener.all(context.getRegistry().findByType(MeaningListener.class));
        name = name.isEmpty() ? embeddings : name;
        QuestionIndex index = SharedIndex.of(context, heard, memory);
        QuestionEmbedder embedder = new QuestionEmbedder(embeddings, timeout);
        EmbeddingWatch watch = new EmbeddingWatch(
                new EmbeddingCalls(context, embeddings, timeout),
                threshold,
                reports(index, embedder, listener),
                own,
                System::nanoTime);
        embedder.report(watch);
        parts = new Parts(heard, index, embedder, watch, listener);
    }

    @Override
    protected void doStop() {
        ExecutorService own = background;
        CamelContext context = camelContext;
        if (own != null && context != null) {
            context.getExecutorServiceManager().shutdownNow(own);
        }
        parts = null;
    }

    private EmbeddingWatch.Reports reports(QuestionIndex index, QuestionEmbedder embedder, MeaningListener listener) {
        return new EmbeddingWatch.Reports() {
            @Override
            public void switched(Switch to, String why) {
                if (to == Switch.OFF) {
                    LOG.warn(
                            "The embedding model {} is out of order ({}): until it has recovered, answers are found by equal questions only",
                            embeddings,
                            why);
                } else {
                    LOG.info("The embedding model {} has recovered: answers are found by meaning again", embeddings);
                }
                listener.switched(name, to, why);
            }

            @Override
            public void moved() {
                LOG.warn(
                        "The embedding model {} is another than before: what was known of its vectors is forgotten",
                        embeddings);
                index.forget(embedder.space());
            }
        };
    }

    private static AnswerNotes notesOf(CamelContext context) {
        Set<CacheSpace> bound = context.getRegistry().findByType(CacheSpace.class);
        if (bound.isEmpty()) {
            throw new IllegalArgumentException("expected a CacheSpace in the registry, or 'notes'; found neither");
        }
        return bound.iterator().next().notes();
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(@Nullable CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    private static final Asked NOTHING = new Asked() {
        @Override
        public Optional<Match> match() {
            return Optional.empty();
        }

        @Override
        public void learn(CacheKey key, Duration life) {
            // Where it points is not known.
        }
    };
}
