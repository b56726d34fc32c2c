using System.Reflection;

namespace Mlops.Sdk.Testing;

/// <summary>Checks that a stage keeps every invariant of the contract. A package of stages runs it over all of its public stages, so that none escapes.</summary>
public static class StepContract
{
    /// <summary>Every public stage of an assembly that can be made with its default options.</summary>
    public static IReadOnlyList<Type> FindStages(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return [.. assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Stage)) && !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal)];
    }

    /// <summary>Makes a stage with its default options.</summary>
    /// <exception cref="ArgumentException">It has no constructor that takes its options or nothing.</exception>
    public static Stage Create(Type stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ConstructorInfo constructor = stage.GetConstructors().OrderBy(candidate => candidate.GetParameters().Length).FirstOrDefault(candidate => candidate.GetParameters().All(parameter => parameter.IsOptional))
            ?? throw new ArgumentException($"{stage.Name} has no constructor without arguments; give the contract an instance.", nameof(stage));
        return (Stage)constructor.Invoke([.. constructor.GetParameters().Select(_ => (object?)null)]);
    }

    /// <summary>Checks a stage of any kind.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="train">Data to check it on; by default tables of <see cref="ContractData"/>, the most general that the stage accepts.</param>
    /// <exception cref="ContractViolationException">An invariant does not hold; the message lists all.</exception>
    public static void Verify(Stage stage, Dataset? train = null)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var checks = new ContractChecks(stage.GetType());
        checks.Check("options round-trip through JSON to an equal record", () =>
        {
            StageOptions once = stage.ReadOptions(stage.ToOptionsJson());
            var options = (StageOptions)stage.GetType().GetProperty("Options")!.GetValue(stage)!;
            ContractChecks.Require(once.Equals(options), $"{once} is not equal to {options}");
        });
        switch (stage)
        {
            case Step step: StepChecks.Run(checks, step, train ?? Suitable(data => step.Fit(data))); break;
            case Resampler resampler: ResamplerChecks.Run(checks, resampler, train ?? Suitable(data => resampler.Resample(data))); break;
            case Trainer trainer: TrainerChecks.Run(checks, trainer, train ?? Suitable(data => trainer.Fit(data))); break;
            case PostStep post: PostStepChecks.Run(checks, post, train ?? ContractData.Numeric()); break;
        }

        checks.ThrowIfAny();
    }

    private static Dataset Suitable(Action<Dataset> fit)
    {
        Exception? refusal = null;
        foreach (Dataset data in ContractData.Candidates())
        {
            try
            {
                fit(data);
                return data;
            }
            catch (Exception error) when (error is MlopsException or ArgumentException)
            {
                refusal = error;
            }
        }

        throw new InvalidOperationException("The stage accepts none of the contract's tables; give it one of its own.", refusal);
    }
}
