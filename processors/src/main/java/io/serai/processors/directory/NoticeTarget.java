package io.serai.processors.directory;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of what happens in a tenant. The secret of a web hook is told to nobody.
 *
 * @param id {@code ntt_…}
 * @param address URL or mail address
 * @param events what it is told of, such as {@code subscription.pending}, each perhaps with {@code *} at its end; empty for everything
 * @param version rises by one with each change: the ETag
 */
public record NoticeTarget(
        String id,
        String tenant,
        Channel channel,
        String address,
        Set<String> events,
        Status status,
        long version,
        Instant createdAt) {

    public NoticeTarget {
        events = Set.copyOf(events);
    }

    /** How it is told. {@link #label()} is the spelling in APIs and in SQL. */
    public enum Channel {
        WEBHOOK,
        MAIL;

        private final String label = name().toLowerCase(Locale.ROOT);

        public String label() {
            return label;
        }

        /** The channel with this {@link #label()}. */
        public static Optional<Channel> of(String label) {
            for (Channel channel : values()) {
                if (channel.label.equals(label)) {
                    return Optional.of(channel);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether it wants to hear of something. */
    boolean wants(String event) {
        return events.isEmpty()
                || events.stream()
                        .anyMatch(each -> each.endsWith("*")
                                ? event.startsWith(each.substring(0, each.length() - 1))
                                : each.equals(event));
    }
}
