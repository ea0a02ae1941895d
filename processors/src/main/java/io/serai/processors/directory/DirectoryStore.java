package io.serai.processors.directory;

import io.serai.processors.directory.Keys.NewSecret;
import io.serai.processors.store.Database;
import io.serai.processors.store.Ids;
import java.time.Clock;
import java.util.Optional;

/**
 * The directory in SQL: the truth, for those who manage it. Each change is noted in its own transaction, and heard of by all nodes.
 * Everything is looked for within a tenant; what belongs to another is as absent. Not for the path of calls: {@link Directory} is.
 * Thread-safe.
 */
public final class DirectoryStore {

    private final Tenants tenants;
    private final Teams teams;
    private final Applications applications;
    private final Users users;
    private final Roles roles;
    private final Keys keys;
    private final Visibilities visibilities;
    private final Subscriptions subscriptions;
    private final NoticeTargets targets;
    private final Outbox outbox;
    private final Founding founding;
    private final RevokedTokens revokedTokens;

    /**
     * What a store is made of.
     *
     * @param box for the secrets of web hooks
     * @param addresses that web hooks may have
     * @param poke run after each change: makes this node and others read it at once
     */
    public record Parts(
            Database database, Ids ids, Clock clock, SecretBox box, WebhookAddress addresses, Runnable poke) {}

    public DirectoryStore(Parts parts) {
        Writes writes = new Writes(parts.database(), parts.ids(), parts.clock(), parts.poke());
        this.outbox = new Outbox(writes, parts.box());
        this.tenants = new Tenants(writes);
        this.teams = new Teams(writes);
        this.applications = new Applications(writes);
        this.users = new Users(writes);
        this.roles = new Roles(writes);
        this.keys = new Keys(writes);
        this.visibilities = new Visibilities(writes);
        this.subscriptions = new Subscriptions(writes, outbox);
        this.targets = new NoticeTargets(writes, parts.box(), parts.addresses());
        this.revokedTokens = new RevokedTokens(writes);
        this.founding = new Founding(writes, users, keys, roles);
    }

    public Tenants tenants() {
        return tenants;
    }

    public Teams teams() {
        return teams;
    }

    public Applications applications() {
        return applications;
    }

    public Users users() {
        return users;
    }

    public Roles roles() {
        return roles;
    }

    public Keys keys() {
        return keys;
    }

    public Visibilities visibilities() {
        return visibilities;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public NoticeTargets targets() {
        return targets;
    }

    public RevokedTokens revokedTokens() {
        return revokedTokens;
    }

    public Outbox outbox() {
        return outbox;
    }

    /**
     * Makes the first platform administrator, of the home tenant, and its key, unless there is one. Of several nodes that begin at once one
     * does it.
     *
     * @return empty where there is one already: the secret opens nothing
     */
    public Optional<ApiKeyRecord> found(NewSecret secret) {
        return founding.found(secret);
    }
}
