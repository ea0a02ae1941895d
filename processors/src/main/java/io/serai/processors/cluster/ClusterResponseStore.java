package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.processors.responses.ResponseSealing;
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
 * cluster is out of reach nothing is found and nothing is kept, and who wants something deleted is told to come again.
 */
public final class ClusterResponseStore implements ResponseStore {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterResponseStore.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final IMap<String, byte[]> responses;
    private final ResponseSealing seal;
    private final Duration unused;
    private final long largest;

    /**
     * A store of one node.
     *
     * @param seal by which other nodes open what this one keeps
     * @param unused after which an answer is forgotten
     * @param largest that is kept, in bytes
     */
    public ClusterResponseStore(HazelcastInstance hazelcast, ResponseSealing seal, Duration unused, long largest) {
        this.responses = hazelcast.getMap(ClusterMaps.RESPONSES);
        this.seal = seal;
        this.unused = unused;
        this.largest = largest;
    }

    @Override
    public void put(String scope, StoredResponse response) {
        if (response.weight() > largest) {
            return;
        }
        byte[] sealed = seal.seal(scope, response);
        within(() -> {
            responses.set(ResponseSeal.name(scope, response.id()), sealed, unused.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        });
    }

    @Override
    public Optional<StoredResponse> find(String scope, String id) {
        String name = ResponseSeal.name(scope, id);
        return within(() -> {
                    byte[] sealed = responses.get(name);
                    if (sealed != null) {
                        responses.setTtl(name, unused.toMillis(), TimeUnit.MILLISECONDS);
                    }
                    return sealed;
                })
                .flatMap(content -> seal.open(scope, id, content));
    }

    @Override
    public boolean delete(String scope, String id) {
        try {
            return responses.remove(ResponseSeal.name(scope, id)) != null;
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            throw new GatewayException(
                            ErrorKind.GATEWAY_OVERLOADED, "Stored responses are out of reach at the moment.", e)
                    .withRetryAfter(RETRY_AFTER);
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
}
