package io.serai.processors.directory;

import io.serai.processors.store.Database;
import org.jdbi.v3.core.Handle;

/** What is kept of an installation as a whole, beside its secrets: by which pepper its keys were hashed. Thread-safe. */
public final class Installation {

    private static final String PEPPER = "pepper";

    private static final String FIND = "select content from installation where name = :name";

    private static final String ADD =
            "insert into installation (name, content) values (:name, :content) on conflict do nothing";

    private static final String CHANGE =
            "update installation set content = :content where name = :name and content = :before";

    private final Database database;

    public Installation(Database database) {
        this.database = database;
    }

    /**
     * The fingerprint of the pepper that the keys of this store are hashed with: of the first that was ever told, until it is
     * {@linkplain #replacePepper replaced}. Of several nodes that begin at once one is the first.
     *
     * @param own of this node
     */
    public String pepper(String own) {
        return database.inTransaction(handle -> {
            handle.createUpdate(ADD).bind("name", PEPPER).bind("content", own).execute();
            return find(handle);
        });
    }

    /** Whose pepper it is from now on. Where it is another than {@code before} nothing is changed. */
    public void replacePepper(String before, String next) {
        database.useTransaction(handle -> handle.createUpdate(CHANGE)
                .bind("name", PEPPER)
                .bind("before", before)
                .bind("content", next)
                .execute());
    }

    private static String find(Handle handle) {
        return handle.createQuery(FIND).bind("name", PEPPER).mapTo(String.class).one();
    }
}
