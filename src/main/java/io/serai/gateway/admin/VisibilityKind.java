package io.serai.gateway.admin;

import io.serai.api.model.ModelCard;
import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.Visibilities;
import io.serai.processors.directory.Visibility;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who may see and call a thing, where that differs from what its route says. */
final class VisibilityKind implements DirectoryKind<Visibility> {

    private static final Names NAMES = new Names(
            "visibilities", "visibility", "Visibility", "visibility", Right.MODELS_READ, Right.VISIBILITY_WRITE);

    private final Visibilities visibilities;

    VisibilityKind(Visibilities visibilities) {
        this.visibilities = visibilities;
    }

    @Override
    public Names names() {
        return NAMES;
    }

    @Override
    public String id(Visibility thing) {
        return thing.id();
    }

    @Override
    public String tenant(Visibility thing) {
        return thing.tenant();
    }

    @Override
    public long version(Visibility thing) {
        return thing.version();
    }

    @Override
    public Scope scope(AdminCall call, Visibility thing) {
        return thing.tenant().equals(Visibilities.GENERAL) ? Scope.PLATFORM : Scope.ofTenant(thing.tenant());
    }

    @Override
    public Map<String, Object> shape(Visibility thing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", thing.id());
        json.put("tenant", thing.tenant());
        json.put("kind", thing.thing().kind().label());
        json.put("name", thing.thing().name());
        json.put("visibility", thing.visibility().name().toLowerCase(Locale.ROOT));
        json.put("version", thing.version());
        json.put("created_at", Shapes.instant(thing.createdAt()));
        return json;
    }

    @Override
    public Optional<Visibility> find(String id) {
        return visibilities.find(id);
    }

    @Override
    public Page<Visibility> list(AdminCall call, Extent extent) {
        return visibilities.list(extent.tenantOrAll(), call.ask(Map.of("kind", "kind", "name", "name")));
    }

    @Override
    public Outcome<Visibility> create(AdminCall call) {
        String tenant = call.body().text("tenant", Visibilities.GENERAL);
        call.require(tenant.equals(Visibilities.GENERAL) ? Scope.PLATFORM : Scope.ofTenant(tenant));
        return visibilities.create(tenant, Things.read(call.body()), read(call.body()));
    }

    @Override
    public Outcome<Visibility> update(AdminCall call, Visibility now) {
        return visibilities.update(now.id(), call.expectedVersion(now.version()), read(call.body()));
    }

    @Override
    public Outcome<Visibility> delete(AdminCall call, Visibility now) {
        return visibilities.delete(now.id(), call.expectedVersion(now.version()));
    }

    private static ModelCard.Visibility read(Fields body) {
        return ModelCard.Visibility.valueOf(body.text("visibility").toUpperCase(Locale.ROOT));
    }
}
