package io.serai.gateway.admin;

import io.serai.gateway.admin.DirectoryKind.Names;
import io.serai.processors.directory.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operations that all kinds of things in the directory have: list, add, show, change, remove.
 *
 * @param <T> the kind of thing
 */
final class DirectoryResource<T> implements AdminResource {

    /** What can be done with a kind of thing. */
    enum Verb {
        LIST,
        CREATE,
        GET,
        UPDATE,
        DELETE
    }

    private final DirectoryKind<T> kind;
    private final Names names;
    private final Set<Verb> verbs;

    DirectoryResource(DirectoryKind<T> kind, Set<Verb> verbs) {
        this.kind = kind;
        this.names = kind.names();
        this.verbs = verbs;
    }

    @Override
    public List<AdminOperation> operations() {
        List<AdminOperation> operations = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            if (verbs.contains(verb)) {
                operations.add(operation(verb));
            }
        }
        return operations;
    }

    private AdminOperation operation(Verb verb) {
        String all = "/" + names.plural();
        String one = all + "/{" + names.variable() + "}";
        String type = names.type();
        String action = names.kind() + ".";
        return switch (verb) {
            case LIST -> AdminOperation.read("list" + names.types(), all, names.read(), this::list);
            case GET -> AdminOperation.read("get" + type, one, names.read(), this::get);
            case CREATE ->
                AdminOperation.change("create" + type, "POST", all, names.write(), action + "create", this::create);
            case UPDATE ->
                AdminOperation.change("update" + type, "PATCH", one, names.write(), action + "update", this::update);
            case DELETE ->
                AdminOperation.change("delete" + type, "DELETE", one, names.write(), action + "delete", this::delete);
        };
    }

    /** A page may hold fewer than were asked for, where some of what lies there is not the caller's to see. */
    private AdminAnswer list(AdminCall call) {
        Optional<Extent> extent = Extent.of(call);
        if (extent.isEmpty()) {
            return AdminAnswer.ok(Shapes.page(List.of(), Optional.empty()));
        }
        Page<T> page = Directories.page(() -> kind.list(call, extent.get()));
        return AdminAnswer.ok(Shapes.page(
                page.items().stream()
                        .filter(thing -> call.may(kind.scope(call, thing)))
                        .map(kind::shape)
                        .toList(),
                page.next()));
    }

    private AdminAnswer get(AdminCall call) {
        T thing = found(call);
        return AdminAnswer.ok(kind.shape(thing), kind.version(thing));
    }

    private AdminAnswer create(AdminCall call) {
        T made = Outcomes.value(kind.create(call));
        call.touches(kind.id(made), kind.tenant(made));
        return AdminAnswer.created(
                AdminApi.BASE + "/" + names.plural() + "/" + kind.id(made), kind.shape(made), kind.version(made));
    }

    private AdminAnswer update(AdminCall call) {
        T before = found(call);
        T after = Outcomes.value(kind.update(call, before));
        call.touches(kind.id(after), kind.tenant(after));
        return AdminAnswer.ok(kind.shape(after), kind.version(after));
    }

    private AdminAnswer delete(AdminCall call) {
        T before = found(call);
        Outcomes.value(kind.delete(call, before));
        call.touches(kind.id(before), kind.tenant(before));
        return AdminAnswer.nothing();
    }

    private T found(AdminCall call) {
        T thing = kind.find(call.path(names.variable())).orElseThrow(ProblemException::absent);
        call.require(kind.scope(call, thing));
        return thing;
    }
}
