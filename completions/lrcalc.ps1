# Completion of lrcalc for PowerShell. Made by `python -m lrcalc.command.generate`; do not edit.
# A TAB is answered from the lists below: no program is started.

Register-ArgumentCompleter -Native -CommandName lrcalc -ScriptBlock {
    param($word, $line, $cursor)

    # The words before the one that is completed.
    $words = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { "$_" })
    $command = if ($words.Count -gt 1) { $words[1] } else { '' }
    $before = if ($words.Count -gt 1) { $words[-1] } else { '' }
    $found = New-Object System.Collections.Generic.List[object]
    function Add-Word($name, $help, $kind) {
        if ($name.StartsWith($word, 'Ordinal')) {
            $found.Add([System.Management.Automation.CompletionResult]::new($name, $name, $kind, $help))
        }
    }

    if ($before -ceq '--format' -and @('steps') -ccontains $command) { foreach ($name in @('table', 'markdown', 'latex', 'json', 'value')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '-f' -and @('steps') -ccontains $command) { foreach ($name in @('table', 'markdown', 'latex', 'json', 'value')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '--format' -and @('scale', 'solve', 'exercise') -ccontains $command) { foreach ($name in @('table', 'markdown', 'latex', 'json', 'jsonl', 'value')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '-f' -and @('scale', 'solve', 'exercise') -ccontains $command) { foreach ($name in @('table', 'markdown', 'latex', 'json', 'jsonl', 'value')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '--round' -and @('steps') -ccontains $command) { foreach ($name in @('ceil', 'floor')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '--solve' -and @('inverse-time') -ccontains $command) { foreach ($name in @('decay_rate')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '--mode' -and @('cyclic') -ccontains $command) { foreach ($name in @('triangular', 'triangular2', 'exp_range')) { Add-Word $name $name ParameterValue }; return $found }
    if ($before -ceq '--rule' -and @('scale') -ccontains $command) { foreach ($name in @('linear', 'sqrt')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--lr', '--initial-lr', '--T', '--total-steps', '--warmup', '--warmup-steps', '--warmup-start', '--floor', '--clock', '--at', '--when', '--digits', '--columns', '--sig', '--rtol', '--caption', '--column', '--step-column', '--steps-per-epoch', '--dataset-size', '--batch-size', '--accumulate', '--devices', '--tokens-per-step', '--samples-per-step', '--max', '--max-lr', '--min', '--min-lr', '--min-ratio', '--power', '--cycles', '--s', '--step-size', '--gamma', '--final', '--decay-steps', '--T1', '--T2', '--pct-start', '--div-factor', '--final-div-factor', '--milestones', '--values', '--boundaries', '--decay-rate', '--decay', '--flat', '--flat-steps', '--lower', '--upper', '--timescale', '--d-model', '--factor', '--T0', '--T-mult', '--peak-decay', '--step-up', '--step-size-up', '--step-down', '--step-size-down', '--let', '--total', '--epochs', '--to', '--to-devices', '--to-accumulate', '--patience', '--threshold', '--cooldown', '--eps', '--seed', '-n', '--number', '--attempt', '--level', '--blank', '--out', '--for', '--points', '--feedback') -ccontains $before) { return }
    if (@('--warmup-shape') -ccontains $before) { foreach ($name in @('linear', 'cosine', 'exponential', 'log', 'quadratic', 'saturating', 'constant')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--warmup-ramp') -ccontains $before) { foreach ($name in @('t/W', '(t+1)/W', '(t+1)/(W+1)', 't/(W-1)', '(t-1)/W', 'open', 'early', 'inner', 'closed', 'late')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--warmup-mode') -ccontains $before) { foreach ($name in @('before', 'over', 'times')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--past-end') -ccontains $before) { foreach ($name in @('hold', 'continue', 'repeat', 'error')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--format', '-f') -ccontains $before) { foreach ($name in @('table', 'markdown', 'latex', 'csv', 'tsv', 'json', 'jsonl', 'value')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--check', '--log', '--save', '--metrics', '--class') -ccontains $before) { return }
    if (@('--hint') -ccontains $before) { foreach ($name in @('1', '2', '3')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--log-clock') -ccontains $before) { foreach ($name in @('step', 'next', 'previous')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--as') -ccontains $before) { foreach ($name in @('torch', 'transformers', 'optax', 'keras', 'timm', 'megatron', 'deepspeed', 'python', 'lrcalc')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--round') -ccontains $before) { foreach ($name in @('floor', 'ceil', 'nearest', 'none')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--solve') -ccontains $before) { foreach ($name in @('gamma')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--anneal') -ccontains $before) { foreach ($name in @('cos', 'linear')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--shape') -ccontains $before) { foreach ($name in @('linear', 'cosine', '1-sqrt', 'exponential')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--decays') -ccontains $before) { foreach ($name in @('peak', 'range', 'both')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--mode') -ccontains $before) { foreach ($name in @('min', 'max')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--sampler') -ccontains $before) { foreach ($name in @('accelerate', 'torch')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--rule') -ccontains $before) { foreach ($name in @('torch', 'keras', 'paddle')) { Add-Word $name $name ParameterValue }; return $found }
    if (@('--threshold-mode') -ccontains $before) { foreach ($name in @('rel', 'abs')) { Add-Word $name $name ParameterValue }; return $found }

    if ($words.Count -eq 1) {
        Add-Word 'fixed' 'Fixed learning rate' Command
        Add-Word 'cosine' 'Cosine annealing' Command
        Add-Word 'step' 'Step decay' Command
        Add-Word 'exponential' 'Exponential decay' Command
        Add-Word 'warmup' 'Warm-up, then cosine annealing' Command
        Add-Word 'one-cycle' 'One cycle' Command
        Add-Word 'linear' 'Linear decay' Command
        Add-Word 'polynomial' 'Polynomial decay' Command
        Add-Word 'multistep' 'Multistep decay' Command
        Add-Word 'piecewise' 'Piecewise constant' Command
        Add-Word 'inverse-time' 'Inverse time decay' Command
        Add-Word 'wsd' 'Warm-up, stable, decay' Command
        Add-Word 'flat-cosine' 'Flat, then cosine annealing' Command
        Add-Word 'tanh' 'Hyperbolic-tangent decay' Command
        Add-Word 'rex' 'Reflected exponential decay (REX)' Command
        Add-Word 'inverse-sqrt' 'Inverse square root decay' Command
        Add-Word 'noam' 'Noam decay' Command
        Add-Word 'restarts' 'Cosine annealing with warm restarts' Command
        Add-Word 'cyclic' 'Cyclical learning rate' Command
        Add-Word 'chain' 'One schedule after another' Command
        Add-Word 'formula' 'Any formula of t, as it is typed' Command
        Add-Word 'read' 'The schedule of a call, a configuration or flags' Command
        Add-Word 'compare' 'Several schedules side by side' Command
        Add-Word 'conventions' 'What the same words give in each framework' Command
        Add-Word 'steps' 'The total steps of a run, from epochs' Command
        Add-Word 'scale' 'The learning rate for another batch size' Command
        Add-Word 'plateau' 'When a rate drops on a plateau' Command
        Add-Word 'solve' 'A parameter from the rate to end at' Command
        Add-Word 'identify' 'The schedule that made a training log' Command
        Add-Word 'exercise' 'An exercise to calculate, with its solution' Command
        Add-Word 'grade' 'The answers of a class, marked' Command
        Add-Word 'help' 'All about a policy, a tool or a topic' Command
        Add-Word '--version' 'Print the version and exit.' ParameterName
        Add-Word '--install-completion' 'Complete lrcalc in a shell from now on.' ParameterName
        Add-Word '--show-completion' 'Print the completion script of a shell.' ParameterName
        Add-Word '--help' 'Show this message and exit.' ParameterName
        Add-Word '-h' 'Show this message and exit.' ParameterName
    }

    if ($command -ceq '--install-completion') { foreach ($name in @('bash', 'zsh', 'fish', 'powershell')) { Add-Word $name $name ParameterValue } }
    if ($command -ceq '--show-completion') { foreach ($name in @('bash', 'zsh', 'fish', 'powershell')) { Add-Word $name $name ParameterValue } }
    if ($command -ceq 'conventions') { foreach ($name in @('cosine', 'linear', 'exponential', 'step', 'multistep', 'polynomial', 'inverse-sqrt', 'one-cycle', 'restarts', 'wsd', 'fixed')) { Add-Word $name $name ParameterValue } }
    if ($command -ceq 'solve') { foreach ($name in @('gamma', 'T', 'power', 'decay_rate', 'cosine', 'step', 'exponential', 'linear', 'polynomial', 'multistep', 'inverse-time', 'tanh', 'rex')) { Add-Word $name $name ParameterValue } }
    if ($command -ceq 'exercise') { foreach ($name in @('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'all')) { Add-Word $name $name ParameterValue } }
    if ($command -ceq 'help') { foreach ($name in @('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'compare', 'conventions', 'steps', 'scale', 'plateau', 'solve', 'identify', 'exercise', 'grade', 'help', 'completions', 'exactness', 'exercises', 'formats', 'frameworks', 'logs', 'marking', 'pictures', 'policies', 'python', 'questions', 'schedules', 'scripts', 'mistakes', 'torch', 'transformers', 'optax', 'keras', 'timm')) { Add-Word $name $name ParameterValue } }
    if (@('fixed') -ccontains $command) {
        Add-Word '--lr' 'eta_0: the learning rate (rate)' ParameterName
        Add-Word '--initial-lr' 'eta_0: the learning rate (rate)' ParameterName
    }
    if (@('cosine') -ccontains $command) {
        Add-Word '--power' 'p: the power of the scale factor; default 1 (factor)' ParameterName
        Add-Word '--cycles' 'n: the half waves: 1 is down, 2 down and up again; default 1 (factor)' ParameterName
    }
    if (@('step') -ccontains $command) {
        Add-Word '--lr' 'eta_0: the rate before the first drop (rate)' ParameterName
        Add-Word '--initial-lr' 'eta_0: the rate before the first drop (rate)' ParameterName
        Add-Word '--s' 's: the steps from one drop to the next (steps)' ParameterName
        Add-Word '--step-size' 's: the steps from one drop to the next (steps)' ParameterName
    }
    if (@('exponential') -ccontains $command) {
        Add-Word '--gamma' 'gamma: the factor of each step, or of s steps (factor)' ParameterName
        Add-Word '--decay-steps' 's: the steps that the factor is for, gamma^(t/s); default 1 (steps)' ParameterName
        Add-Word '--staircase' 'drop only where s steps are over: gamma^floor(t/s)' ParameterName
    }
    if (@('warmup') -ccontains $command) {
        Add-Word '--warmup-mode' 'whether the schedule begins after the warm-up, runs from step 0 under it, or is multiplied by it: before, over, times; default before' ParameterName
    }
    if (@('one-cycle') -ccontains $command) {
        Add-Word '--T1' 'T1: the way up (steps)' ParameterName
        Add-Word '--T2' 'T2: the way down (steps)' ParameterName
        Add-Word '--T' 'T: the total; in place of --T1, --T2, --min (steps)' ParameterName
        Add-Word '--total-steps' 'T: the total; in place of --T1, --T2, --min (steps)' ParameterName
        Add-Word '--pct-start' 'with --T: the share that rises, 0.25 or 25%; default 0.3 (factor)' ParameterName
        Add-Word '--div-factor' 'with --T: eta_max over the first rate; default 25 (factor)' ParameterName
        Add-Word '--final-div-factor' 'with --T: the first rate over the last; default 10000 (factor)' ParameterName
        Add-Word '--anneal' 'with --T: the curve, default cos: cos, linear' ParameterName
        Add-Word '--three-phase' 'with --T: down to the first rate, then on to the last' ParameterName
    }
    if (@('polynomial') -ccontains $command) {
        Add-Word '--power' 'p: the power of what is left of the way (factor); default 1' ParameterName
        Add-Word '--cycle' 'go on past T, as if T were the next multiple of it' ParameterName
    }
    if (@('multistep') -ccontains $command) {
        Add-Word '--lr' 'eta_0: the rate before the first milestone (rate)' ParameterName
        Add-Word '--initial-lr' 'eta_0: the rate before the first milestone (rate)' ParameterName
        Add-Word '--milestones' 'm: the steps at which the rate drops, or shares of T (in timm the step before) (steps list)' ParameterName
    }
    if (@('piecewise') -ccontains $command) {
        Add-Word '--values' 'v: the rates, in order (optax takes what each is multiplied by) (rates)' ParameterName
        Add-Word '--boundaries' 'b: the steps from which each rate but the first holds, or shares of T (in keras the step after) (steps list)' ParameterName
        Add-Word '--interpolate' 'go in straight lines through (0, v_0), (b_1, v_1) and so on' ParameterName
    }
    if (@('inverse-time') -ccontains $command) {
        Add-Word '--decay-rate' 'r: by how much the divisor grows in s steps (factor)' ParameterName
        Add-Word '--decay-steps' 's: the steps of the decay rate (steps); default 1' ParameterName
        Add-Word '--staircase' 'let the divisor grow only where s steps are over: floor(t/s)' ParameterName
        Add-Word '--power' 'p: the power of the divisor; default 1 (factor)' ParameterName
        Add-Word '--solve' 'as lrcalc solve: find a parameter from the rate to end at' ParameterName
    }
    if (@('wsd') -ccontains $command) {
        Add-Word '--decay' 'D: the length of the decay; 10% is a tenth of T (steps)' ParameterName
        Add-Word '--decay-steps' 'D: the length of the decay; 10% is a tenth of T (steps)' ParameterName
        Add-Word '--shape' 'how the decay falls: linear, cosine, 1-sqrt, exponential; default linear' ParameterName
    }
    if (@('flat-cosine') -ccontains $command) {
        Add-Word '--flat' 'F: the last step at the maximum; 75% is three quarters of T (steps); default 75%' ParameterName
        Add-Word '--flat-steps' 'F: the last step at the maximum; 75% is three quarters of T (steps); default 75%' ParameterName
    }
    if (@('tanh') -ccontains $command) {
        Add-Word '--lower' 'l: the argument of tanh at step 0 (number); default -7' ParameterName
        Add-Word '--upper' 'u: the argument of tanh at step T (number); default 3' ParameterName
    }
    if (@('inverse-sqrt') -ccontains $command) {
        Add-Word '--warmup' 'W: the length of the warm-up and the scale of the decay (steps)' ParameterName
        Add-Word '--warmup-steps' 'W: the length of the warm-up and the scale of the decay (steps)' ParameterName
        Add-Word '--timescale' 'tau: the scale of the decay; default W, 10000 without a warm-up (steps)' ParameterName
    }
    if (@('noam') -ccontains $command) {
        Add-Word '--d-model' 'd: the width of the model (whole number)' ParameterName
        Add-Word '--warmup' 'W: the length of the warm-up (steps)' ParameterName
        Add-Word '--warmup-steps' 'W: the length of the warm-up (steps)' ParameterName
        Add-Word '--factor' 'factor: what all of it is multiplied by (factor); default 1' ParameterName
    }
    if (@('restarts') -ccontains $command) {
        Add-Word '--T0' 'T0: the length of the first cycle (length)' ParameterName
        Add-Word '--T-mult' 'M: how many times as long each cycle is as the one before (factor); default 1' ParameterName
        Add-Word '--peak-decay' 'd: the factor of the maximum from one cycle to the next (factor); default 1' ParameterName
        Add-Word '--decays' 'what peak-decay multiplies: eta_max, eta_max - eta_min as keras does, or both ends as fairseq does: peak, range, both; default peak' ParameterName
        Add-Word '--cycles' 'N: in place of T: how many cycles there are (whole number)' ParameterName
    }
    if (@('cyclic') -ccontains $command) {
        Add-Word '--step-up' 'u: the steps of the way up (steps)' ParameterName
        Add-Word '--step-size-up' 'u: the steps of the way up (steps)' ParameterName
        Add-Word '--step-down' 'd: the steps of the way down; default as many as up (steps)' ParameterName
        Add-Word '--step-size-down' 'd: the steps of the way down; default as many as up (steps)' ParameterName
        Add-Word '--mode' 'whether the peaks stay, halve from cycle to cycle, or shrink with gamma^t: triangular, triangular2, exp_range; default triangular' ParameterName
        Add-Word '--gamma' 'gamma: the factor of each step in exp_range; default 1 (factor)' ParameterName
    }
    if (@('chain') -ccontains $command) {
        Add-Word '--milestones' 'the steps at which the parts after the first begin; one more cuts the last (steps)' ParameterName
    }
    if (@('formula') -ccontains $command) {
        Add-Word '--let' 'the number that a name of the formula stands for; repeatable' ParameterName
        Add-Word '--T' 'T: the total, after which the last rate holds (steps)' ParameterName
        Add-Word '--total-steps' 'T: the total, after which the last rate holds (steps)' ParameterName
    }
    if (@('read') -ccontains $command) {
        Add-Word '--let' 'the number or the word of a name in the text; repeatable' ParameterName
        Add-Word '--lr' 'the optimizer''s rate, where the text has none, or in its place (rate)' ParameterName
        Add-Word '--total' 'the number of updates, likewise (steps)' ParameterName
    }
    if (@('conventions') -ccontains $command) {
        Add-Word '--max' 'the maximum (rate); default 1' ParameterName
        Add-Word '--max-lr' 'the maximum (rate); default 1' ParameterName
        Add-Word '--lr' 'the maximum (rate); default 1' ParameterName
        Add-Word '--min' 'the minimum (rate); default 0' ParameterName
        Add-Word '--min-lr' 'the minimum (rate); default 0' ParameterName
        Add-Word '--warmup' 'the warm-up (steps); default 0' ParameterName
        Add-Word '--warmup-steps' 'the warm-up (steps); default 0' ParameterName
        Add-Word '--T' 'the total (steps)' ParameterName
        Add-Word '--total-steps' 'the total (steps)' ParameterName
        Add-Word '--gamma' 'the factor of a decay; default 0.5' ParameterName
        Add-Word '--s' 'the steps from drop to drop' ParameterName
        Add-Word '--step-size' 'the steps from drop to drop' ParameterName
        Add-Word '--milestones' 'the steps of the drops' ParameterName
        Add-Word '--power' 'the power of a polynomial; default 1' ParameterName
        Add-Word '--T0' 'the first cycle of restarts' ParameterName
        Add-Word '--T-mult' 'each cycle so many times the one before; default 1' ParameterName
        Add-Word '--decay' 'the decay of wsd, at its end' ParameterName
    }
    if (@('steps') -ccontains $command) {
        Add-Word '--dataset-size' 'the examples of the training set' ParameterName
        Add-Word '--batch-size' 'the examples of a batch on one device' ParameterName
        Add-Word '--epochs' 'how often the set is gone through, such as 3 or 2.5; default 1' ParameterName
        Add-Word '--accumulate' 'the batches whose gradients go into one update; default 1' ParameterName
        Add-Word '--devices' 'the devices that each take a batch at the same time; default 1' ParameterName
        Add-Word '--round' 'whether batches left over make an update: ceil (default) or floor' ParameterName
        Add-Word '--drop-last' 'leave out the last batch of an epoch if it is not full' ParameterName
        Add-Word '--sampler' 'what deals out the examples under --drop-last: accelerate (default), in whole batches, or torch (DistributedSampler), padded to as many for each device' ParameterName
        Add-Word '--format' 'table, markdown, latex, json, value; default table' ParameterName
        Add-Word '-f' 'table, markdown, latex, json, value; default table' ParameterName
    }
    if (@('scale') -ccontains $command) {
        Add-Word '--lr' 'eta: the rate that is known (rate)' ParameterName
        Add-Word '--batch-size' 'the examples of a batch on one device' ParameterName
        Add-Word '--to' 'the examples of a batch on one device afterwards' ParameterName
        Add-Word '--rule' 'by the size itself (default), or by its square root' ParameterName
        Add-Word '--devices' 'the devices that each take a batch; default 1' ParameterName
        Add-Word '--accumulate' 'the batches whose gradients go into one update; default 1' ParameterName
        Add-Word '--to-devices' 'the devices afterwards; default as before' ParameterName
        Add-Word '--to-accumulate' 'the batches of one update afterwards; default as before' ParameterName
    }
    if (@('plateau') -ccontains $command) {
        Add-Word '--lr' 'the first rate (rate)' ParameterName
        Add-Word '--metrics' 'the metric of each epoch: 1.0,0.9,., a file, or - for standard input' ParameterName
        Add-Word '--column' 'the column or key of the file that has the metric' ParameterName
        Add-Word '--factor' 'what a drop multiplies the rate by; default 0.1' ParameterName
        Add-Word '--patience' 'the epochs without progress that are borne; default 10' ParameterName
        Add-Word '--threshold' 'by how much better is better; default 0.0001' ParameterName
        Add-Word '--threshold-mode' 'whether the threshold is a share of the best; default rel, in keras abs' ParameterName
        Add-Word '--cooldown' 'the epochs after a drop that do not count; default 0' ParameterName
        Add-Word '--min-lr' 'the rate never drops below it; default 0' ParameterName
        Add-Word '--min' 'the rate never drops below it; default 0' ParameterName
        Add-Word '--eps' 'a drop by no more than this is left out; default 1e-8, in keras 0' ParameterName
        Add-Word '--mode' 'whether smaller is better (default), or larger' ParameterName
        Add-Word '--rule' 'whose rule it is; default torch' ParameterName
    }
    if (@('solve') -ccontains $command) {
        Add-Word '--final' 'the rate to end at' ParameterName
        Add-Word '--T' 'the step to end at' ParameterName
        Add-Word '--total-steps' 'the step to end at' ParameterName
        Add-Word '--at' 'the step at which the rate is reached; default --T' ParameterName
    }
    if (@('exercise') -ccontains $command) {
        Add-Word '--seed' 'a student or an exam: the same text gives the same exercise; default: any' ParameterName
        Add-Word '-n' 'so many exercises; default 1' ParameterName
        Add-Word '--number' 'so many exercises; default 1' ParameterName
        Add-Word '--attempt' 'another exercise for the same seed; default 1' ParameterName
        Add-Word '--level' '1 the document''s steps, 2 any steps and a warm-up, 3 find a step, gamma or T; default 1' ParameterName
        Add-Word '--blank' 'the summary table with columns left empty' ParameterName
        Add-Word '--class' 'a list of students, one a line or in the first column' ParameterName
        Add-Word '--out' 'where the papers of --class go' ParameterName
        Add-Word '--solution' 'the working, and the summary table' ParameterName
    }
    if (@('grade') -ccontains $command) {
        Add-Word '--for' 'the schedule that is answered, in quotes, or an exercise''s code' ParameterName
        Add-Word '--points' 'the points of a sheet; default one a step' ParameterName
        Add-Word '--feedback' 'write each student''s marked sheet there' ParameterName
    }
    if (@('step', 'multistep') -ccontains $command) {
        Add-Word '--gamma' 'gamma: the factor of each drop (factor); default 0.1' ParameterName
    }
    if (@('exponential', 'inverse-time') -ccontains $command) {
        Add-Word '--lr' 'eta_0: the rate at step 0 (rate)' ParameterName
        Add-Word '--initial-lr' 'eta_0: the rate at step 0 (rate)' ParameterName
    }
    if (@('warmup', 'wsd') -ccontains $command) {
        Add-Word '--warmup' 'W: the length of the warm-up; 10% is a tenth of T (steps)' ParameterName
        Add-Word '--warmup-steps' 'W: the length of the warm-up; 10% is a tenth of T (steps)' ParameterName
    }
    if (@('step', 'exponential', 'multistep') -ccontains $command) {
        Add-Word '--solve' 'as lrcalc solve: find a parameter from the rate to end at' ParameterName
    }
    if (@('warmup', 'wsd', 'inverse-sqrt') -ccontains $command) {
        Add-Word '--warmup-start' 'eta_start: the rate at step 0; 1% is a hundredth of the maximum (rate); default 0' ParameterName
        Add-Word '--warmup-shape' 'how the warm-up rises: linear, cosine, exponential, log, quadratic, saturating, constant; default linear' ParameterName
        Add-Word '--warmup-ramp' 'what the warm-up counts: t/W, (t+1)/W, (t+1)/(W+1), t/(W-1), (t-1)/W, open, early, inner, closed, late; default t/W' ParameterName
    }
    if (@('scale', 'solve', 'exercise') -ccontains $command) {
        Add-Word '--format' 'table, markdown, latex, json, jsonl, value; default table' ParameterName
        Add-Word '-f' 'table, markdown, latex, json, jsonl, value; default table' ParameterName
    }
    if (@('step', 'exponential', 'multistep', 'inverse-time') -ccontains $command) {
        Add-Word '--final' 'the rate to end at' ParameterName
    }
    if (@('cosine', 'warmup', 'linear', 'polynomial', 'wsd', 'flat-cosine', 'tanh', 'rex') -ccontains $command) {
        Add-Word '--T' 'T: the total (steps)' ParameterName
        Add-Word '--total-steps' 'T: the total (steps)' ParameterName
    }
    if (@('fixed', 'step', 'exponential', 'multistep', 'piecewise', 'inverse-time', 'inverse-sqrt', 'noam', 'restarts', 'cyclic') -ccontains $command) {
        Add-Word '--T' 'T: the total, after which the last rate holds; for all, and shares such as 50% (steps)' ParameterName
        Add-Word '--total-steps' 'T: the total, after which the last rate holds; for all, and shares such as 50% (steps)' ParameterName
    }
    if (@('cosine', 'warmup', 'one-cycle', 'linear', 'polynomial', 'wsd', 'flat-cosine', 'tanh', 'rex', 'restarts', 'cyclic') -ccontains $command) {
        Add-Word '--min' 'eta_min: the minimum; default 0 (rate)' ParameterName
        Add-Word '--min-lr' 'eta_min: the minimum; default 0 (rate)' ParameterName
        Add-Word '--min-ratio' 'eta_min/eta_max: the minimum as a share of the maximum, 0.1 or 10%, in place of --min (factor)' ParameterName
    }
    if (@('cosine', 'warmup', 'one-cycle', 'linear', 'polynomial', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'restarts', 'cyclic') -ccontains $command) {
        Add-Word '--max' 'eta_max: the maximum (rate)' ParameterName
        Add-Word '--max-lr' 'eta_max: the maximum (rate)' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'flat-cosine', 'tanh', 'rex', 'restarts', 'cyclic', 'chain', 'formula', 'read') -ccontains $command) {
        Add-Word '--warmup' 'W: the length of the warm-up; 10% is a tenth of T (steps)' ParameterName
        Add-Word '--warmup-steps' 'W: the length of the warm-up; 10% is a tenth of T (steps)' ParameterName
        Add-Word '--warmup-start' 'eta_start: the rate at step 0; 1% is a hundredth of the maximum (rate); default 0' ParameterName
        Add-Word '--warmup-shape' 'how the warm-up rises: linear, cosine, exponential, log, quadratic, saturating, constant; default linear' ParameterName
        Add-Word '--warmup-ramp' 'what the warm-up counts: t/W, (t+1)/W, (t+1)/(W+1), t/(W-1), (t-1)/W, open, early, inner, closed, late; default t/W' ParameterName
        Add-Word '--warmup-mode' 'whether the schedule begins after the warm-up, runs from step 0 under it, or is multiplied by it: before, over, times; default before' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read') -ccontains $command) {
        Add-Word '--past-end' 'after the last step: hold its rate, continue the formula, repeat the schedule, or error: hold, continue, repeat, error; default hold' ParameterName
        Add-Word '--floor' 'eta_floor: the least rate: max(eta, floor) (rate)' ParameterName
        Add-Word '--clock' 'what the schedule counts in place of t: t//391, 4*t, t+1, t-1; below 0 counts as 0 (clock)' ParameterName
        Add-Word '--when' 'in place of --at: the steps at which eta reaches a rate, and those beside; repeatable' ParameterName
        Add-Word '--work' 'show the working, line by line' ParameterName
        Add-Word '--summary' 'the peak, the end, the mean and the sum of the run' ParameterName
        Add-Word '--caption' 'the caption of the table, in latex and markdown' ParameterName
        Add-Word '--log' 'hold a training log against the schedule: trainer_state.json, JSON lines, CSV, an event file of TensorBoard, or text; - for standard input' ParameterName
        Add-Word '--as' 'in place of the rates the schedule as code: torch, transformers, optax, keras, timm, megatron, deepspeed, python, lrcalc' ParameterName
        Add-Word '--steps-per-epoch' 'the updates of an epoch, for lengths such as 30ep' ParameterName
        Add-Word '--dataset-size' 'in place of --steps-per-epoch: the examples of the training set' ParameterName
        Add-Word '--batch-size' 'the examples of a batch on one device' ParameterName
        Add-Word '--accumulate' 'the batches whose gradients go into one update; default 1' ParameterName
        Add-Word '--devices' 'the devices that each take a batch at the same time; default 1' ParameterName
        Add-Word '--drop-last' 'leave out the last batch of an epoch if it is not full' ParameterName
        Add-Word '--tokens-per-step' 'the tokens of an update, for lengths such as 2T tok' ParameterName
        Add-Word '--samples-per-step' 'the samples of an update, for lengths such as 4M smp' ParameterName
        Add-Word '--round' 'how a share or an epoch that is no whole number of steps is rounded: floor, ceil, nearest, none; default floor (transformers: ceil)' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'compare') -ccontains $command) {
        Add-Word '--columns' 'the columns to show, such as step,learning_rate' ParameterName
        Add-Word '--plot' 'draw the curve in the terminal' ParameterName
        Add-Word '--save' 'draw the curve into a file: .png, .svg or .pdf' ParameterName
        Add-Word '--log-scale' 'draw the rates on a scale of powers of ten' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'exercise') -ccontains $command) {
        Add-Word '--check' 'mark answers: 0.002,0.001721 (one a step), a worksheet (CSV, TSV, Markdown), - for standard input' ParameterName
        Add-Word '--hint' 'instead of the diagnosis: 1 which column, 2 which rule, 3 the working' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'identify') -ccontains $command) {
        Add-Word '--column' 'the column or key of the log that has the rate' ParameterName
        Add-Word '--step-column' 'the column or key of the log that has the step' ParameterName
        Add-Word '--log-clock' 'whose rate a row of the log has: that of update step, of the next or of the one before; else it is found; with --log, --clock step|next|previous says the same' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'exercise', 'grade') -ccontains $command) {
        Add-Word '--sig' 'the significant digits an answer must have' ParameterName
        Add-Word '--rtol' 'accept answers within this relative tolerance' ParameterName
        Add-Word '--strict' 'accept no answer that is cut off or was rounded on the way' ParameterName
        Add-Word '--decimal-comma' 'read 0,001721 as a number: ; or blanks between answers' ParameterName
        Add-Word '--standalone' 'in latex: a document that compiles alone' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'compare', 'conventions', 'grade') -ccontains $command) {
        Add-Word '--at' 'the steps t: 1250, 0:5000:1250 (stop included), 90: to the end, 25% of T, all, - for standard input; commas or blanks between, repeatable' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'compare', 'conventions', 'plateau', 'identify', 'grade') -ccontains $command) {
        Add-Word '--format' 'table, markdown, latex, csv, tsv, json, jsonl, value; default table' ParameterName
        Add-Word '-f' 'table, markdown, latex, csv, tsv, json, jsonl, value; default table' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'compare', 'conventions', 'scale', 'plateau', 'solve') -ccontains $command) {
        Add-Word '--digits' 'significant digits in every column' ParameterName
    }
    if (@('fixed', 'cosine', 'step', 'exponential', 'warmup', 'one-cycle', 'linear', 'polynomial', 'multistep', 'piecewise', 'inverse-time', 'wsd', 'flat-cosine', 'tanh', 'rex', 'inverse-sqrt', 'noam', 'restarts', 'cyclic', 'chain', 'formula', 'read', 'compare', 'conventions', 'steps', 'scale', 'plateau', 'solve', 'identify', 'exercise', 'grade', 'help') -ccontains $command) {
        Add-Word '--help' 'Show this message and exit.' ParameterName
        Add-Word '-h' 'Show this message and exit.' ParameterName
    }

    $found
}
