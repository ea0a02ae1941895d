package io.serai.processors.cluster;

import io.serai.api.call.Operation;
import io.serai.processors.cache.CacheKey;
import io.serai.processors.cache.CachedAnswer;
import io.serai.processors.cache.store.AnswerCodec;
import io.serai.processors.cache.store.Head;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Kept answers as they lie in the memory of other nodes: a head in clear, for purges, and sealed for its tenant and key the head once more
 * with the answer. What is given to callers comes from the sealed part alone. Thread-safe.
 */
final class AnswerSeal {

    private static final int HEAD = 1;
    private static final int SEALED = 2;

    private static final int BODY = 2;

    private static final int PROVIDER = 1;
    private static final int MODEL = 2;
    private static final int OPERATION = 3;
    private static final int ASKED = 4;
    private static final int TAG = 5;
    private static final int STORED = 6;
    private static final int EXPIRES = 7;

    /** The tenant of what all share, and of nothing else. */
    private static final String EVERYBODY = "*";

    private final ContentCipher cipher;
    private final AnswerCodec codec;

    /** An answer that could be read. */
    record Opened(CachedAnswer answer, long expiresAt) {}

    AnswerSeal(ContentCipher cipher, AnswerCodec codec) {
        this.cipher = cipher;
        this.codec = codec;
    }

    byte[] seal(CacheKey key, CachedAnswer answer, long expiresAt) {
        byte[] head = write(Head.of(answer, expiresAt));
        byte[] content = new FrameWriter()
                .put(HEAD, head)
                .put(BODY, codec.pack(answer.answer()))
                .bytes();
        return new FrameWriter()
                .put(HEAD, head)
                .put(SEALED, cipher.seal(tenant(key), key.name(), content))
                .bytes();
    }

    /** Empty where it was not sealed for this key, or is of a release that writes otherwise. */
    Optional<Opened> open(CacheKey key, byte[] value) {
        try {
            return cipher.open(tenant(key), key.name(), new FrameReader(value).bytes(SEALED))
                    .map(FrameReader::new)
                    .flatMap(this::read);
        } catch (FrameException e) {
            return Optional.empty();
        }
    }

    private Optional<Opened> read(FrameReader content) {
        Optional<Head> head = head(new FrameReader(content.bytes(HEAD)));
        Optional<Map<String, Object>> answer = head.flatMap(known -> codec.unpack(content.bytes(BODY)));
        return answer.map(known ->
                new Opened(head.orElseThrow().with(known), head.orElseThrow().expiresAt()));
    }

    /**
     * What is known in clear; empty where it can't be read by this release.
     *
     * @throws FrameException where it is nothing at all
     */
    static Optional<Head> head(byte[] value) {
        return head(new FrameReader(new FrameReader(value).bytes(HEAD)));
    }

    private static Optional<Head> head(FrameReader in) {
        return Operation.of(in.text(OPERATION))
                .map(operation -> new Head(
                        new CachedAnswer.Source(in.text(PROVIDER), in.text(MODEL), operation),
                        in.text(ASKED),
                        new LinkedHashSet<>(in.texts(TAG)),
                        in.number(STORED, 0),
                        in.number(EXPIRES, 0)));
    }

    private static byte[] write(Head head) {
        FrameWriter out = new FrameWriter()
                .put(PROVIDER, head.source().provider())
                .put(MODEL, head.source().model())
                .put(OPERATION, head.source().operation().label())
                .put(ASKED, head.asked())
                .put(STORED, head.storedAt())
                .put(EXPIRES, head.expiresAt());
        head.tags().forEach(tag -> out.put(TAG, tag));
        return out.bytes();
    }

    /** As a cipher is told it. */
    static String tenant(CacheKey key) {
        String tenant = key.tenant();
        return tenant.equals(EVERYBODY) ? "" : tenant;
    }
}
