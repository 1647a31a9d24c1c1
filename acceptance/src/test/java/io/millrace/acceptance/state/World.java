package io.millrace.acceptance.state;

import io.millrace.core.env.Disk;
import io.millrace.core.env.Environment;
import io.millrace.core.env.SystemEnvironment;
import java.util.random.RandomGenerator;

/** This machine with another disk. */
record World(Environment world, Disk disk) implements Environment {
    static World with(Disk disk) {
        return new World(new SystemEnvironment(7), disk);
    }

    @Override
    public Clock clock() {
        return world.clock();
    }

    @Override
    public RandomGenerator random(String name) {
        return world.random(name);
    }

    @Override
    public Threads threads() {
        return world.threads();
    }
}
