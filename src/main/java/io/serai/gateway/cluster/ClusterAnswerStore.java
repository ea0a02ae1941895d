package io.serai.gateway.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;
import io.serai.gateway.http.AnswerStore;
import io.serai.gateway.http.InMemoryAnswerStore;
import io.serai.gateway.http.KeptAnswer;
import io.serai.processors.cluster.ClusterMaps;
import io.serai.processors.cluster.ContentCipher;
import io.serai.processors.cluster.FrameException;
import io.serai.processors.cluster.FrameReader;
import io.serai.processors.cluster.FrameWriter;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers where all nodes find them, encrypted; and lets one node at a time make the call of an id. While the cluster is out of
 * reach, each node is on its own: nothing is found, and every call may be made.
 */
public final class ClusterAnswerStore implements AnswerStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterAnswerStore.class);

    /** How long a claim lasts that nobody renews; the one of a node that is seen to be gone ends at once. */
    private static final long LEASE_SECONDS = 30;

    private static final long RENEWAL_SECONDS = 10;

    private static final int PRINT = 1;
    private static final int STATUS = 2;
    private static final int FIELD = 3;
    private static final int BODY = 4;
    private static final int STREAMED = 5;

    private static final int NODE = 2;

    private final HazelcastInstance hazelcast;
    private final IMap<String, byte[]> answers;
    private final IMap<String, byte[]> claims;
    private final ContentCipher cipher;
    private final InMemoryAnswerStore.Limits limits;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService renewal;

    /**
     * A store of one node.
     *
     * @param cipher of {@link ContentCipher.Domain#ANSWERS}
     * @param limits of which how long an answer is kept and how large it is hold here as well
     */
    public ClusterAnswerStore(HazelcastInstance hazelcast, ContentCipher cipher, InMemoryAnswerStore.Limits limits) {
        this.hazelcast = hazelcast;
        this.answers = hazelcast.getMap(ClusterMaps.ANSWERS);
        this.claims = hazelcast.getMap(ClusterMaps.CLAIMS);
        this.cipher = cipher;
        this.limits = limits;
        this.renewal = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "serai-claims");
            made.setDaemon(true);
            return made;
        });
        var unused = renewal.scheduleWithFixedDelay(this::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Optional<KeptAnswer> find(String id) {
        return within(() -> answers.get(id))
                .flatMap(value -> cipher.open(tenant(id), id, value))
                .flatMap(ClusterAnswerStore::read);
    }

    @Override
    public void put(String id, KeptAnswer answer) {
        if (answer.weight() > limits.answerBytes()) {
            return;
        }
        byte[] sealed = cipher.seal(tenant(id), id, write(answer));
        within(() -> {
            answers.set(id, sealed, limits.keep().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        });
    }

    @Override
    public Claim claim(String id, String print) {
        return within(() -> tryClaim(id, print)).orElse(Claim.MINE);
    }

    private Claim tryClaim(String id, String print) {
        UUID self = hazelcast.getCluster().getLocalMember().getUuid();
        byte[] mine =
                new FrameWriter().put(PRINT, print).put(NODE, self.toString()).bytes();
        byte[] other = claims.putIfAbsent(id, mine, LEASE_SECONDS, TimeUnit.SECONDS);
        if (other != null) {
            FrameReader claim = new FrameReader(other);
            if (isThere(claim.text(NODE), self)) {
                return claim.text(PRINT).equals(print) ? Claim.ELSEWHERE : Claim.OTHER_BODY;
            }
            if (!claims.replace(id, other, mine)) {
                return Claim.ELSEWHERE;
            }
            claims.setTtl(id, LEASE_SECONDS, TimeUnit.SECONDS);
        }
        held.add(id);
        return Claim.MINE;
    }

    /** A claim of this node's own is one that could not be released: it makes no other call of the same id. */
    private boolean isThere(String node, UUID self) {
        return !node.equals(self.toString())
                && hazelcast.getCluster().getMembers().stream()
                        .map(Member::getUuid)
                        .anyMatch(each -> node.equals(each.toString()));
    }

    @Override
    public void release(String id) {
        if (held.remove(id)) {
            within(() -> {
                claims.delete(id);
                return true;
            });
        }
    }

    private void renew() {
        held.forEach(id -> within(() -> claims.setTtl(id, LEASE_SECONDS, TimeUnit.SECONDS)));
    }

    private static byte[] write(KeptAnswer answer) {
        FrameWriter out = new FrameWriter()
                .put(PRINT, answer.print())
                .put(STATUS, answer.status())
                .put(BODY, answer.body())
                .put(STREAMED, answer.form() == KeptAnswer.Form.STREAMED ? 1 : 0);
        answer.fields().forEach(field -> out.put(FIELD, field));
        return out.bytes();
    }

    private static Optional<KeptAnswer> read(byte[] content) {
        try {
            FrameReader in = new FrameReader(content);
            return Optional.of(new KeptAnswer(
                    in.text(PRINT),
                    (int) in.number(STATUS, 0),
                    in.texts(FIELD),
                    in.bytes(BODY),
                    in.number(STREAMED, 0) == 0 ? KeptAnswer.Form.WHOLE : KeptAnswer.Form.STREAMED));
        } catch (FrameException e) {
            LOG.debug("a kept answer of a newer release can't be read", e);
            return Optional.empty();
        }
    }

    private static <T> Optional<T> within(Supplier<T> action) {
        try {
            return Optional.ofNullable(action.get());
        } catch (HazelcastException | HazelcastInstanceNotActiveException | FrameException e) {
            LOG.debug("kept answers are out of reach", e);
            return Optional.empty();
        }
    }

    private static String tenant(String id) {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        held.forEach(this::release);
    }
}
