package io.serai.processors.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CacheStore;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.Purge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers of a node without others. What is used lies ready to be given; what has not been used for a while, once that share of the
 * memory is full, is packed; what is then still in the way goes. Thread-safe.
 */
public final class LocalCacheStore implements CacheStore {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCacheStore.class);

    private final InstantSource clock;
    private final long bytes;
    private final AnswerCodec codec;
    private final Cache<CacheKey, Kept> kept;
    /** Those of {@link #kept} that are ready; each weighs there as well. */
    private final Cache<CacheKey, Kept.Ready> ready;

    private final LongAdder evicted = new LongAdder();
    private final AtomicLong purges = new AtomicLong();
    // Listeners of one table must not touch the other while they hold its lock.
    private final Queue<Cooled> cooled = new ConcurrentLinkedQueue<>();
    private final Queue<CacheKey> gone = new ConcurrentLinkedQueue<>();
    private final List<Consumer<CacheKey>> mourners = new CopyOnWriteArrayList<>();

    private record Cooled(CacheKey key, Kept.Ready answer) {}

    /** @param bytes of memory, for the answers and the notes on them */
    public LocalCacheStore(long bytes, InstantSource clock) {
        this(bytes, clock, new AnswerCodec());
    }

    LocalCacheStore(long bytes, InstantSource clock, AnswerCodec codec) {
        this.clock = clock;
        this.bytes = bytes;
        this.codec = codec;
        long answers = bytes - noteBytes();
        kept = Caffeine.newBuilder()
                .maximumWeight(answers)
                .weigher((CacheKey key, Kept each) -> each.weight())
                .expireAfter(Expiry.writing((CacheKey key, Kept each) -> left(each)))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // Waking another thread would cost more than the little that there is to do.
                .executor(Runnable::run)
                .removalListener((@Nullable CacheKey key, @Nullable Kept each, RemovalCause cause) -> left(key, cause))
                .build();
        ready = Caffeine.newBuilder()
                .maximumWeight(answers / 2)
                .weigher((CacheKey key, Kept.Ready each) -> each.weight())
                .executor(Runnable::run)
                .evictionListener(
                        (@Nullable CacheKey key, Kept.@Nullable Ready each, RemovalCause cause) -> cooled(key, each))
                .build();
    }

    private Duration left(Kept each) {
        return Duration.ofMillis(Math.max(0, each.head().expiresAt() - clock.millis()));
    }

    private void left(@Nullable CacheKey key, RemovalCause cause) {
        if (key != null && cause != RemovalCause.REPLACED) {
            gone.add(key);
        }
        if (cause == RemovalCause.SIZE) {
            evicted.increment();
        }
    }

    private void cooled(@Nullable CacheKey key, Kept.@Nullable Ready answer) {
        if (key != null && answer != null) {
            cooled.add(new Cooled(key, answer));
        }
    }

    @Override
    public @Nullable CachedAnswer find(CacheKey key) {
        Kept found = kept.getIfPresent(key);
        if (found instanceof Kept.Ready answer) {
            var unused = ready.getIfPresent(key);
            return answer.answer();
        }
        return found instanceof Kept.Packed packed ? warm(key, packed) : null;
    }

    private @Nullable CachedAnswer warm(CacheKey key, Kept.Packed packed) {
        Optional<Map<String, Object>> answer = codec.unpack(packed.bytes());
        if (answer.isEmpty()) {
            kept.asMap().remove(key, packed);
            settle();
            return null;
        }
        Kept.Ready warm = new Kept.Ready(packed.head(), packed.head().with(answer.get()));
        if (kept.asMap().replace(key, packed, warm)) {
            ready.put(key, warm);
            settle();
        }
        return warm.answer();
    }

    @Override
    public void put(CacheKey key, CachedAnswer answer, Duration life) {
        Kept.Ready fresh = new Kept.Ready(Head.of(answer, clock.millis() + life.toMillis()), answer);
        kept.put(key, fresh);
        ready.put(key, fresh);
        settle();
    }

    @Override
    public boolean remove(CacheKey key) {
        ready.invalidate(key);
        boolean was = kept.asMap().remove(key) != null;
        settle();
        return was;
    }

    @Override
    public long purge(Purge what) {
        purges.incrementAndGet();
        long removed = 0;
        for (Map.Entry<CacheKey, Kept> each : kept.asMap().entrySet()) {
            CacheKey key = each.getKey();
            if (each.getValue().head().isCovered(what, key.scope()) && remove(key)) {
                removed++;
            }
        }
        return removed;
    }

    @Override
    public long purges() {
        return purges.get();
    }

    @Override
    public Optional<Sight> look(CacheKey key) {
        Kept found = kept.policy().getIfPresentQuietly(key);
        return found == null ? Optional.empty() : Optional.of(found.head().sight(key, found.weight()));
    }

    @Override
    public Statistics statistics() {
        kept.cleanUp();
        settle();
        long weight = kept.policy()
                .eviction()
                .map(policy -> policy.weightedSize().orElse(0))
                .orElse(0L);
        return new Statistics(kept.estimatedSize(), weight, evicted.sum(), 1);
    }

    boolean holds(CacheKey key) {
        return kept.policy().getIfPresentQuietly(key) != null;
    }

    /** Hears of each answer that is not kept any more. */
    void onGone(Consumer<CacheKey> mourner) {
        mourners.add(mourner);
    }

    /** How much of the memory is for notes. */
    long noteBytes() {
        return bytes / 4;
    }

    InstantSource clock() {
        return clock;
    }

    private void settle() {
        for (Cooled each = cooled.poll(); each != null; each = cooled.poll()) {
            pack(each);
        }
        for (CacheKey key = gone.poll(); key != null; key = gone.poll()) {
            if (!holds(key)) {
                ready.invalidate(key);
                for (Consumer<CacheKey> mourner : mourners) {
                    mourner.accept(key);
                }
            }
        }
    }

    private void pack(Cooled each) {
        if (kept.policy().getIfPresentQuietly(each.key) == each.answer) {
            Head head = each.answer.head();
            try {
                byte[] packed = codec.pack(each.answer.answer().answer());
                kept.asMap().replace(each.key, each.answer, new Kept.Packed(head, packed));
            } catch (RuntimeException e) {
                // It holds what is no JSON. Whoever makes room here has another answer in hand, which is well.
                LOG.debug("an answer can't be packed: {}", e.getClass().getName());
                kept.asMap().remove(each.key, each.answer);
            }
        }
    }
}
