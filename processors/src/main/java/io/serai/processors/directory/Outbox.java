package io.serai.processors.directory;

import io.serai.api.json.Json;
import io.serai.processors.directory.NoticeTarget.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told to whom: written in the transaction that it is about, so that neither happens without the other, and sent later. Each
 * notice is sent at least once, by one node at a time. Thread-safe.
 */
public final class Outbox {

    /** After so many attempts a notice is given up; with the pauses below, after some four hours. */
    static final int MOST_ATTEMPTS = 10;

    /** Who has claimed a notice has so long to send it, before another node tries. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(3);

    /** How long one that has been sent, or given up, is kept for those who ask what became of it. */
    private static final Duration KEPT = Duration.ofDays(14);

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_AT_ONCE = 20;
    private static final int LONGEST_FAILURE = 500;

    private final Writes writes;
    private final SecretBox box;

    Outbox(Writes writes, SecretBox box) {
        this.writes = writes;
        this.box = box;
    }

    /**
     * A notice to be sent now.
     *
     * @param id by which the receiver knows one that comes twice
     * @param event such as {@code subscription.approved}
     * @param body JSON
     * @param secret of a web hook; empty for mail, and where it can't be opened
     */
    public record Due(
            String id, String event, String body, Channel channel, String address, String secret, int attempts) {}

    /**
     * Puts a notice down for each of a tenant's targets that wants to hear of it. The body names things by their ids: no prompts, no
     * secrets.
     *
     * @param handle of the transaction that it is about
     * @param event such as {@code budget.threshold}
     */
    public void add(Handle handle, String tenant, String event, Map<String, ?> about) {
        List<NoticeTarget> targets = handle.createQuery(OutboxSql.TARGETS)
                .bind("tenant", tenant)
                .map(Rows.TARGET)
                .list();
        for (NoticeTarget target : targets) {
            if (target.wants(event)) {
                insert(handle, target, event, about);
            }
        }
    }

    private void insert(Handle handle, NoticeTarget target, String event, Map<String, ?> about) {
        String id = writes.id("ntc");
        Instant now = writes.now();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        body.put("event", event);
        body.put("tenant", target.tenant());
        body.put("at", now.toString());
        body.put("about", about);
        handle.createUpdate(OutboxSql.INSERT)
                .bind("id", id)
                .bind("tenant", target.tenant())
                .bind("target", target.id())
                .bind("event", event)
                .bind("body", new String(Json.write(body), StandardCharsets.UTF_8))
                .bind("now", now)
                .execute();
    }

    /** Notices that are due. For some minutes they are this node's; no other gets them. */
    public List<Due> claim() {
        Instant now = writes.now();
        return writes.database().inTransaction(handle -> {
            List<Due> due = handle.createQuery(OutboxSql.DUE)
                    .bind("now", now)
                    .bind("most", MOST_AT_ONCE)
                    .map((row, context) -> new Due(
                            row.getString("id"),
                            row.getString("event"),
                            row.getString("body"),
                            Rows.constant(Channel.class, row, "channel"),
                            row.getString("address"),
                            opened(row.getString("target"), row.getString("secret")),
                            row.getInt("attempts") + 1))
                    .list();
            for (Due each : due) {
                handle.createUpdate(OutboxSql.CLAIM)
                        .bind("id", each.id())
                        .bind("next", now.plus(CLAIM))
                        .execute();
            }
            return new ArrayList<>(due);
        });
    }

    /** One secret that can't be opened any more, because the pepper is another one, must not keep all others from being told. */
    private String opened(String target, String sealed) {
        try {
            return sealed.isEmpty() ? "" : box.open(target, sealed);
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOG.warn("Web hook {} can't be called: {}", target, e.getMessage());
            return "";
        }
    }

    public void sent(Due notice) {
        end(notice, "sent", "");
    }

    /**
     * Puts a notice back for later, twice as long each time, or gives it up.
     *
     * @param why without secrets: people read it
     */
    public void failed(Due notice, String why) {
        String failure = why.substring(0, Math.min(why.length(), LONGEST_FAILURE));
        if (notice.attempts() >= MOST_ATTEMPTS) {
            end(notice, "failed", failure);
            return;
        }
        Instant next = writes.now().plus(pause(notice.attempts()));
        writes.database().useTransaction(handle -> handle.createUpdate(OutboxSql.LATER)
                .bind("id", notice.id())
                .bind("failure", failure)
                .bind("next", next)
                .execute());
    }

    static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << (attempts - 1));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void end(Due notice, String status, String failure) {
        writes.database().useTransaction(handle -> handle.createUpdate(OutboxSql.END)
                .bind("id", notice.id())
                .bind("status", status)
                .bind("failure", failure)
                .bind("now", writes.now())
                .execute());
    }

    /** Removes what has ended long ago. */
    public void sweep() {
        Instant before = writes.now().minus(KEPT);
        writes.database().useTransaction(handle -> handle.createUpdate(OutboxSql.SWEEP)
                .bind("before", before)
                .execute());
    }
}
