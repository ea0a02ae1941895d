package io.serai.processors.directory;

import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.RevokedToken.Which;
import io.serai.processors.store.Changes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Tokens that have been taken back, in SQL, until they would have ended. Thread-safe. */
public final class RevokedTokens {

    /** The kind under which a change is noted. */
    public static final String CHANGE = "revoked_token";

    private static final String INSERT =
            """
            insert into revoked_token (id, tenant, issuer, token_id, digest, ends_at, created_by, created_at)
            values (:id, :tenant, :issuer, :tokenId, :digest, :ends, :by, :now)
            """;

    private static final String LIVE = "select * from revoked_token where ends_at > :now";

    private static final String FORGET = "delete from revoked_token where ends_at <= :now";

    private static final String PAGE =
            """
            select * from revoked_token
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and ends_at > :now
              and (cast(:before as varchar) is null
                or (cast(:sort as varchar) = '-created_at' and (created_at, id) < (:at, :before))
                or (cast(:sort as varchar) = 'created_at' and (created_at, id) > (:at, :before)))
            order by case cast(:sort as varchar) when '-created_at' then created_at end desc,
              case cast(:sort as varchar) when 'created_at' then created_at end,
              case cast(:sort as varchar) when 'created_at' then id end,
              id desc limit :limit
            """;

    private static final RowMapper<RevokedToken> ROW = (row, context) -> new RevokedToken(
            row.getString("id"),
            row.getString("tenant"),
            new Which(row.getString("issuer"), row.getString("token_id"), row.getString("digest")),
            row.getTimestamp("ends_at").toInstant(),
            row.getString("created_by"),
            Rows.created(row));

    private final Writes writes;

    RevokedTokens(Writes writes) {
        this.writes = writes;
    }

    /**
     * Takes a token back, and removes what has ended meanwhile.
     *
     * @param tenant whose tokens are meant, or {@link RevokedToken#EVERYBODYS}
     * @param endsAt when the token ends by itself
     * @param by the principal that takes it back
     */
    public Outcome<RevokedToken> revoke(String tenant, Which which, Instant endsAt, String by) {
        Instant now = writes.now();
        RevokedToken revoked = new RevokedToken(writes.id("rvk"), tenant, which, endsAt, by, now);
        return writes.write("token", handle -> {
            handle.createUpdate(FORGET).bind("now", now).execute();
            handle.createUpdate(INSERT)
                    .bind("id", revoked.id())
                    .bind("tenant", tenant)
                    .bind("issuer", which.issuer())
                    .bind("tokenId", which.tokenId())
                    .bind("digest", which.digest())
                    .bind("ends", endsAt)
                    .bind("by", by)
                    .bind("now", now)
                    .execute();
            Changes.note(handle, CHANGE, revoked.id());
            return new Outcome.Done<>(revoked);
        });
    }

    /** All that have not ended. */
    public List<RevokedToken> live() {
        return writes.database().read(handle -> handle.createQuery(LIVE)
                .bind("now", writes.now())
                .map(ROW)
                .list());
    }

    /** @param tenant whose, or {@link Page#ALL_TENANTS} */
    public Page<RevokedToken> list(String tenant, Ask ask) {
        ask.unnamed().only(Set.of());
        List<RevokedToken> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("now", writes.now())
                .map(ROW)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), "", each.id()));
    }
}
