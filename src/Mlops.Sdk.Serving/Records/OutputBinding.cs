using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Mlops.Sdk;

/// <summary>Puts a prediction into an object, member by member. No member is left at its default in silence.</summary>
internal sealed class OutputBinding<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] TOut>
    where TOut : class
{
    private readonly ConstructorInvoker _constructor;
    private readonly Func<Prediction, object>[] _arguments;
    private readonly (MethodInvoker Set, Func<Prediction, object> Value)[] _properties;

    /// <exception cref="MlopsException">MLO8002: the type cannot be made, or has members that the model cannot fill; the message lists all.</exception>
    public OutputBinding(Predictor predictor, ModelVersion version)
    {
        ConstructorInfo[] constructors = typeof(TOut).GetConstructors();
        ConstructorInfo constructor = Array.Find(constructors, one => one.GetParameters().Length == 0) ?? (constructors.Length == 1 ? constructors[0]
            : throw new MlopsException("MLO8002", $"{typeof(TOut).Name} has {constructors.Length} public constructors with parameters. Give it one, or one without parameters."));
        var problems = new List<string>();
        ParameterInfo[] parameters = constructor.GetParameters();
        _constructor = ConstructorInvoker.Create(constructor);
        _arguments = [.. parameters.Select(parameter => Fill(parameter.Name!, parameter.ParameterType, predictor, version, problems))];
        PropertyInfo[] settable = [.. typeof(TOut).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is { IsPublic: true } && !Array.Exists(parameters, parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)))];
        _properties = [.. settable.Select(property => (MethodInvoker.Create(property.SetMethod!), Fill(property.Name, property.PropertyType, predictor, version, problems)))];
        if (_arguments.Length + _properties.Length == 0) problems.Add("it has no member to fill");
        if (problems.Count > 0)
            throw new MlopsException("MLO8002", $"{typeof(TOut).Name} cannot be filled by {version}, which predicts '{predictor.Label}' ({predictor.Task}): {string.Join("; ", problems)}. Members are named Class, PredictedLabel or {predictor.Label}; Score or Probability; Probabilities; Version. Take others away.");
    }

    public TOut Write(Prediction prediction)
    {
        object made = _constructor.Invoke(Array.ConvertAll(_arguments, argument => (object?)argument(prediction)).AsSpan());
        foreach ((MethodInvoker set, Func<Prediction, object> value) in _properties) set.Invoke(made, value(prediction));
        return (TOut)made;
    }

    private static Func<Prediction, object> Fill(string name, Type type, Predictor predictor, ModelVersion version, List<string> problems)
    {
        if (AnswerMembers.Find(name, type, predictor, version, out string problem) is { } value) return value;
        problems.Add($"member '{name}' ({type.Name}) {problem}");
        return _ => "";
    }
}
