package io.serai.processors.cluster;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events by a topic of Hazelcast. */
public final class TopicEvents implements ClusterEvents {

    private static final Logger LOG = LoggerFactory.getLogger(TopicEvents.class);

    private static final int KIND = 1;
    private static final int ID = 2;

    private final ITopic<byte[]> topic;

    public TopicEvents(HazelcastInstance hazelcast) {
        topic = hazelcast.getTopic(ClusterMaps.EVENTS);
    }

    @Override
    public void publish(ClusterEvent event) {
        byte[] frame =
                new FrameWriter().put(KIND, event.kind()).put(ID, event.id()).bytes();
        try {
            topic.publishAsync(frame);
        } catch (HazelcastException | HazelcastInstanceNotActiveException e) {
            LOG.debug("other nodes could not be told of a change; they find it when they look", e);
        }
    }

    @Override
    public void onEvent(Consumer<ClusterEvent> listener) {
        topic.addMessageListener(message -> heard(message, listener));
    }

    /** What is thrown here would end the subscription's thread, or fill the log. */
    private static void heard(Message<byte[]> message, Consumer<ClusterEvent> listener) {
        try {
            FrameReader in = new FrameReader(message.getMessageObject());
            listener.accept(new ClusterEvent(in.text(KIND), in.text(ID)));
        } catch (RuntimeException e) {
            LOG.warn("a change that another node told of could not be taken in: {}", e.toString());
        }
    }
}
