package io.serai.processors.directory;

import io.serai.api.model.ModelCard;
import java.time.Instant;

/**
 * Who may use a thing, where that differs from what its route says.
 *
 * @param id {@code vis_…}
 * @param tenant for whom, or empty for all tenants that have nothing of their own
 * @param visibility {@code open}: all; {@code on_request}: applications that have subscribed; {@code private}: applications that it was
 *     given to
 * @param version rises by one with each change: the ETag
 */
public record Visibility(
        String id, String tenant, Thing thing, ModelCard.Visibility visibility, long version, Instant createdAt) {}
