package io.serai.gateway.admin;

import io.serai.processors.directory.Application;
import io.serai.processors.directory.Applications;
import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Status;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applications, each of a tenant or of one of its teams. */
final class ApplicationKind implements DirectoryKind<Application> {

    private static final Names NAMES =
            new Names("applications", "application", "Application", "application", Right.APPS_READ, Right.APPS_WRITE);

    private final Applications applications;

    ApplicationKind(Applications applications) {
        this.applications = applications;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(Application thing) {
        return thing.id();
    }

    @Override
    public String tenant(Application thing) {
        return thing.tenant();
    }

    @Override
    public long version(Application thing) {
        return thing.version();
    }

    @Override
    public Scope scope(AdminCall call, Application thing) {
        return Scope.of(thing.tenant(), thing.team());
    }

    @Override
    public Map<String, Object> shape(Application thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", thing.id());
        json.put("tenant", thing.tenant());
        json.put("team", thing.team());
        json.put("name", thing.name());
        json.put("description", thing.description());
        json.put("status", thing.status().label());
        json.put("tags", Shapes.sorted(thing.tags()));
        json.put("created_by", thing.createdBy());
        json.put("version", thing.version());
        json.put("created_at", Shapes.instant(thing.createdAt()));
        return json;
    }

    @Override
    public Optional<Application> find(String id) {
        return applications.find(id);
    }

    @Override
    public Page<Application> list(AdminCall call, Extent extent) {
        return applications.list(extent.tenantOrAll(), extent.narrow(call.ask(Map.of("name", "name"))));
    }

    @Override
    public Outcome<Application> create(AdminCall call) {
        Fields body = call.body();
        String tenant = call.tenantOfNew();
        String team = body.text("team", "");
        call.require(Scope.of(tenant, team));
        Set<String> tags = Set.copyOf(body.texts("tags"));
        return applications.create(
                tenant,
                new Applications.Spec(team, body.text("name"), body.text("description", ""), Status.ACTIVE, tags),
                call.caller().principal());
    }

    @Override
    public Outcome<Application> update(AdminCall call, Application now) {
        Fields body = call.body();
        Applications.Spec spec = new Applications.Spec(
                now.team(),
                body.text("name", now.name()),
                body.text("description", now.description()),
                body.maybeText("status").flatMap(Status::of).orElse(now.status()),
                body.has("tags") ? Set.copyOf(body.texts("tags")) : now.tags());
        return applications.update(now.tenant(), now.id(), call.expectedVersion(now.version()), spec);
    }

    @Override
    public Outcome<Application> delete(AdminCall call, Application now) {
        return applications.delete(now.tenant(), now.id(), call.expectedVersion(now.version()));
    }
}
