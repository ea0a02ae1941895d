package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.serai.processors.responses.ResponseStore;
import io.serai.processors.responses.StoredResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers where all nodes find them, encrypted. What has not been used for longest goes first where a node has no room. While the
 * cluster is out of reach nothing is found and nothing is kept.
 */
public final class ClusterResponseStore implements ResponseStore {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterResponseStore.class);

    private static final int ID = 1;
    private static final int PREVIOUS = 2;
    private static final int INPUT = 3;
    private static final int RESPONSE = 4;

    private final IMap<String, byte[]> responses;
    private final ContentCipher cipher;
    private final Duration unused;
    private final long largest;

    /**
     * A store of one node.
     *
     * @param cipher of {@link ContentCipher.Domain#RESPONSES}
     * @param unused after which an answer is forgotten
     * @param largest that is kept, in bytes
     */
    public ClusterResponseStore(HazelcastInstance hazelcast, ContentCipher cipher, Duration unused, long largest) {
        this.responses = hazelcast.getMap(ClusterMaps.RESPONSES);
        this.cipher = cipher;
        this.unused = unused;
        this.largest = largest;
    }

    @Override
    public void put(String scope, StoredResponse response) {
        FrameWriter out = new FrameWriter()
                .put(ID, response.id())
                .put(INPUT, response.input())
                .put(RESPONSE, response.response());
        response.previous().ifPresent(previous -> out.put(PREVIOUS, previous));
        byte[] content = out.bytes();
        if (content.length > largest) {
            return;
        }
        String name = name(scope, response.id());
        within(() -> {
            responses.set(name, cipher.seal(tenant(scope), name, content), unused.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        });
    }

    @Override
    public Optional<StoredResponse> find(String scope, String id) {
        String name = name(scope, id);
        return within(() -> {
                    byte[] sealed = responses.get(name);
                    if (sealed != null) {
                        responses.setTtl(name, unused.toMillis(), TimeUnit.MILLISECONDS);
                    }
                    return sealed;
                })
                .flatMap(value -> cipher.open(tenant(scope), name, value))
                .flatMap(ClusterResponseStore::read);
    }

    @Override
    public boolean delete(String scope, String id) {
        return within(() -> responses.remove(name(scope, id))).isPresent();
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

    private static <T> Optional<T> within(Supplier<T> action) {
        try {
            return Optional.ofNullable(action.get());
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("stored responses are out of reach", e);
            return Optional.empty();
        }
    }

    /** Scopes begin with the tenant. */
    private static String tenant(String scope) {
        int end = scope.indexOf('/');
        return end < 0 ? "" : scope.substring(0, end);
    }

    private static String name(String scope, String id) {
        return scope.length() + ":" + scope + id;
    }
}
