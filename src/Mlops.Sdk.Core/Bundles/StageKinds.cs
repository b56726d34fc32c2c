using System.Reflection;

namespace Mlops.Sdk.Extensibility;

/// <summary>
/// Which kinds of fitted steps and models can be loaded, and how. A bundle names kinds; only a kind that was added here is ever made, so no type is loaded by a name found in a file.
/// </summary>
public sealed class StageKinds
{
    private static readonly string[] s_packages =
    [
        "Mlops.Sdk.Learning", "Mlops.Sdk.Learning.MlNet", "Mlops.Sdk.Preparation", "Mlops.Sdk.Selection", "Mlops.Sdk.Profiling", "Mlops.Sdk.AutoML",
    ];

    private readonly Dictionary<string, Func<BundleReader, FittedStep>> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<BundleReader, Predictor>> _predictors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<BundleReader, Predictor, WrappedPredictor>> _wrappers = new(StringComparer.Ordinal);

    // Kinds of stages are found when the first pipeline is read, for loading a model makes none.
    private readonly List<Action> _unread = [];
    private readonly Dictionary<string, Func<string, Stage>> _stages = new(StringComparer.Ordinal);

    /// <summary>A catalogue of nothing.</summary>
    public StageKinds()
    {
    }

    /// <summary>A new catalogue with the kinds of every package of the SDK that the application references.</summary>
    public static StageKinds CreateDefault()
    {
        var kinds = new StageKinds();
        foreach (string package in s_packages)
        {
            if (Find(package)?.GetCustomAttribute<StageKindSourceAttribute>() is { } source) source.CreateSource().AddTo(kinds);
        }

        return kinds;
    }

    /// <summary>Adds a kind of stage that a pipeline may be made of from JSON (<see cref="Pipeline.FromJson"/>).</summary>
    /// <typeparam name="TOptions">The options of the stage.</typeparam>
    /// <param name="make">Makes the stage; it is called once without options, for its kind and for reading the others.</param>
    public StageKinds AddStage<TOptions>(Func<TOptions?, Stage> make)
        where TOptions : StageOptions
    {
        ArgumentNullException.ThrowIfNull(make);
        lock (_unread) _unread.Add(() =>
        {
            Stage pattern = make(null);
            Add(_stages, pattern.Kind, json => make((TOptions)pattern.ReadOptions(json)));
        });
        return this;
    }

    /// <summary>Adds a kind of fitted step.</summary>
    /// <param name="kind">The stable name, for a third party with its own prefix: <c>acme.mahalanobis</c>.</param>
    /// <param name="load">Reads what the step's <c>SaveCore</c> wrote.</param>
    /// <exception cref="ArgumentException">The kind is there already.</exception>
    public StageKinds AddStep(string kind, Func<BundleReader, FittedStep> load) => Add(_steps, kind, load);

    /// <summary>Adds a kind of model.</summary>
    /// <inheritdoc cref="AddStep"/>
    public StageKinds AddPredictor(string kind, Func<BundleReader, Predictor> load) => Add(_predictors, kind, load);

    /// <summary>Puts another loader in the place of a kind of model's, as when a caller allows what is refused by default.</summary>
    /// <inheritdoc cref="AddStep"/>
    public StageKinds ReplacePredictor(string kind, Func<BundleReader, Predictor> load)
    {
        _predictors.Remove(kind);
        return Add(_predictors, kind, load);
    }

    /// <summary>Puts another loader in the place of a kind of step's, as when a caller adds to what it can read.</summary>
    /// <inheritdoc cref="AddStep"/>
    public StageKinds ReplaceStep(string kind, Func<BundleReader, FittedStep> load)
    {
        _steps.Remove(kind);
        return Add(_steps, kind, load);
    }

    /// <summary>Adds a kind of wrapper around a model.</summary>
    /// <inheritdoc cref="AddStep"/>
    public StageKinds AddWrapper(string kind, Func<BundleReader, Predictor, WrappedPredictor> load) => Add(_wrappers, kind, load);

    /// <summary>A new catalogue with the models and wrappers of this one and without its steps. A step that keeps models in bundles of their own loads them with it, so that no file puts steps into steps without end.</summary>
    public StageKinds WithoutSteps()
    {
        var kinds = new StageKinds();
        foreach ((string kind, Func<BundleReader, Predictor> load) in _predictors) kinds.AddPredictor(kind, load);
        foreach ((string kind, Func<BundleReader, Predictor, WrappedPredictor> load) in _wrappers) kinds.AddWrapper(kind, load);
        return kinds;
    }

    /// <summary>Makes a stage of a kind, with options from JSON.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="optionsJson">What the stage's <see cref="Stage.ToOptionsJson"/> wrote.</param>
    /// <exception cref="ArgumentException">The kind is not known, or was added twice; or an option is out of range.</exception>
    /// <exception cref="System.Text.Json.JsonException">The options cannot be read.</exception>
    public Stage MakeStage(string kind, string optionsJson) => Maker(kind) is { } make ? make(optionsJson)
        : throw new ArgumentException($"The stage '{kind}' is of a kind that is not known here. Reference the package that has it, or add it with StageKinds.AddStage. Known: {string.Join(", ", _stages.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>Whether stages of a kind can be made.</summary>
    /// <param name="kind">The kind.</param>
    public bool CanMake(string kind) => Maker(kind) is not null;

    private Func<string, Stage>? Maker(string kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        lock (_unread)
        {
            foreach (Action add in _unread) add();
            _unread.Clear();
            return _stages.GetValueOrDefault(kind);
        }
    }

    internal FittedStep LoadStep(BundleReader reader) => Get(_steps, reader)(reader);

    internal Predictor LoadPredictor(BundleReader reader) => Get(_predictors, reader)(reader);

    internal WrappedPredictor LoadWrapper(BundleReader reader, Predictor inner) => Get(_wrappers, reader)(reader, inner);

    private static T Get<T>(Dictionary<string, T> kinds, BundleReader reader) => kinds.TryGetValue(reader.Header.Kind, out T? load)
        ? load
        : throw new BundleFormatException($"The bundle has a part of kind '{reader.Header.Kind}', which is not known here. Reference the package that has it, or add it to BundleOptions.Kinds. Known: {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}.");

    // A fixed list of our own packages: an application that does not reference one simply lacks its kinds.
    private static Assembly? Find(string package)
    {
        try
        {
            return Assembly.Load(new AssemblyName(package));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private StageKinds Add<T>(Dictionary<string, T> kinds, string kind, T load)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(load);
        if (!kinds.TryAdd(kind, load)) throw new ArgumentException($"The kind '{kind}' is there already.", nameof(kind));
        return this;
    }
}
