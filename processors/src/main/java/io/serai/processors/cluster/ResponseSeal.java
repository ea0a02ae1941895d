package io.serai.processors.cluster;

import io.serai.processors.responses.ResponseSealing;
import io.serai.processors.responses.StoredResponse;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Encrypts stored responses, bound to the tenant, to whom they are kept for and to their id. Thread-safe. */
public final class ResponseSeal implements ResponseSealing {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseSeal.class);

    private static final int ID = 1;
    private static final int PREVIOUS = 2;
    private static final int INPUT = 3;
    private static final int RESPONSE = 4;

    private final ContentCipher cipher;

    /** @param cipher of {@link ContentCipher.Domain#RESPONSES} */
    public ResponseSeal(ContentCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public byte[] seal(String scope, StoredResponse response) {
        FrameWriter out = new FrameWriter()
                .put(ID, response.id())
                .put(INPUT, response.input())
                .put(RESPONSE, response.response());
        response.previous().ifPresent(previous -> out.put(PREVIOUS, previous));
        return cipher.seal(tenant(scope), name(scope, response.id()), out.bytes());
    }

    @Override
    public Optional<StoredResponse> open(String scope, String id, byte[] sealed) {
        return cipher.open(tenant(scope), name(scope, id), sealed).flatMap(ResponseSeal::read);
    }

    /** What a response is called among those of all scopes. */
    static String name(String scope, String id) {
        return scope.length() + ":" + scope + id;
    }

    private static Optional<StoredResponse> read(byte[] content) {
        try {
            FrameReader in = new FrameReader(content);
            return Optional.of(new StoredResponse(
                    in.text(ID), in.texts(PREVIOUS).stream().findFirst(), in.bytes(INPUT), in.bytes(RESPONSE)));
        } catch (FrameException e) {
            LOG.debug("a stored response of a newer release can't be read", e);
            return Optional.empty();
        }
    }

    /** Scopes begin with the tenant. */
    private static String tenant(String scope) {
        int end = scope.indexOf('/');
        return end < 0 ? "" : scope.substring(0, end);
    }
}
