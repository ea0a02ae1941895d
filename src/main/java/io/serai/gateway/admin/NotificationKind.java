package io.serai.gateway.admin;

import io.serai.processors.directory.NoticeTarget;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.NoticeTargets;
import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Status;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is told of what happens in a tenant. The secret of a web hook comes in and never goes out. */
final class NotificationKind implements DirectoryKind<NoticeTarget> {

    private static final Names NAMES = new Names(
            "notifications",
            "notification",
            "Notification",
            "notification",
            Right.NOTIFICATIONS_READ,
            Right.NOTIFICATIONS_WRITE);

    private final NoticeTargets targets;

    NotificationKind(NoticeTargets targets) {
        this.targets = targets;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(NoticeTarget thing) {
        return thing.id();
    }

    @Override
    public String tenant(NoticeTarget thing) {
        return thing.tenant();
    }

    @Override
    public long version(NoticeTarget thing) {
        return thing.version();
    }

    @Override
    public Scope scope(AdminCall call, NoticeTarget thing) {
        return Scope.ofTenant(thing.tenant());
    }

    @Override
    public Map<String, Object> shape(NoticeTarget thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", thing.id());
        json.put("tenant", thing.tenant());
        json.put("channel", thing.channel().label());
        json.put("address", thing.address());
        json.put("events", Shapes.sorted(thing.events()));
        json.put("status", thing.status().label());
        json.put("version", thing.version());
        json.put("created_at", Shapes.instant(thing.createdAt()));
        return json;
    }

    @Override
    public Optional<NoticeTarget> find(String id) {
        return targets.find(id);
    }

    @Override
    public Page<NoticeTarget> list(AdminCall call, Extent extent) {
        return targets.list(extent.tenantOrAll(), call.ask(Map.of("channel", "channel")));
    }

    @Override
    public Outcome<NoticeTarget> create(AdminCall call) {
        Fields body = call.body();
        String tenant = call.tenantOfNew();
        call.require(Scope.ofTenant(tenant));
        Set<String> events = Set.copyOf(body.texts("events"));
        return Channel.of(body.text("channel")).orElseThrow() == Channel.WEBHOOK
                ? targets.createWebhook(tenant, body.text("address"), body.text("secret", ""), events)
                : targets.createMail(tenant, body.text("address"), events);
    }

    @Override
    public Outcome<NoticeTarget> update(AdminCall call, NoticeTarget now) {
        Fields body = call.body();
        return targets.update(
                now.tenant(),
                now.id(),
                call.expectedVersion(now.version()),
                body.has("events") ? Set.copyOf(body.texts("events")) : now.events(),
                body.maybeText("status").flatMap(Status::of).orElse(now.status()));
    }

    @Override
    public Outcome<NoticeTarget> delete(AdminCall call, NoticeTarget now) {
        return targets.delete(now.tenant(), now.id(), call.expectedVersion(now.version()));
    }
}
